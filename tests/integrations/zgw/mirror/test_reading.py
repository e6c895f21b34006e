"""Whatever a catalogue says, reading it makes a row or names a field; only what is used must be there (I-045)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.sources.items import Item, UnreadableError
from integrations.zgw.reading import catalogue as reading
from integrations.zgw.types import Confidentiality

READERS = (
    reading.catalogue,
    reading.case_type,
    reading.status_type,
    reading.result_type,
    reading.document_type,
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    (
        "url", "domein", "rsin", "naam", "catalogus", "identificatie", "omschrijving", "zaaktype", "volgnummer",
        "indicatieInternOfExtern", "vertrouwelijkheidaanduiding", "versiedatum", "beginGeldigheid", "concept",
        "informatieobjecttypen", "statustypen", "isEindstatus", "informeren", "esuiteCompatNaam", "doorlooptijd",
    )
)  # fmt: skip


@pytest.mark.covers("I-010")
@given(told=st.dictionaries(FIELDS, ANYTHING, max_size=20), reader=st.sampled_from(READERS))
def test_anything_is_a_row_or_the_name_of_a_field(told: dict[str, Any], reader: Any) -> None:
    try:
        row = reader(Item(told))
    except UnreadableError as error:
        row, path = None, error.path

    assert row.url if row else path


@pytest.mark.covers("I-045")
def test_only_what_is_used_must_be_there() -> None:
    told = {"url": "u", "catalogus": "c", "identificatie": "I-1", "omschrijving": "Kapvergunning"}

    kind = reading.case_type(Item(told))

    assert (kind.name, kind.is_external, kind.confidentiality, kind.status_types) == (
        "Kapvergunning", False, None, (),
    )  # fmt: skip


def test_an_identification_that_is_a_number_is_a_text() -> None:
    told = {"url": "u", "catalogus": "c", "identificatie": 14, "omschrijving": "x"}

    assert reading.case_type(Item(told)).identification == "14"


def test_a_word_that_nobody_knows_is_no_confidentiality() -> None:
    told = {"url": "u", "omschrijving": "Brief", "vertrouwelijkheidaanduiding": "een_nieuw_woord"}

    assert reading.document_type(Item(told)).confidentiality is None
    known = reading.document_type(Item({**told, "vertrouwelijkheidaanduiding": "zaakvertrouwelijk"}))
    assert known.confidentiality is Confidentiality.CASE_CONFIDENTIAL
