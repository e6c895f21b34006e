"""Whatever a case system sends is read or left out; nothing of it makes a reader fall, and the unknown is not shown."""

import dataclasses
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations import values
from integrations.connections.types import Access
from integrations.sources.items import Item, UnreadableError
from integrations.zgw import abilities
from integrations.zgw.reading import cases, documents, parties
from integrations.zgw.types.cases import Case
from integrations.zgw.types.catalogue import CaseType, Confidentiality
from integrations.zgw.types.documents import Document, DocumentState
from integrations.zgw.types.options import STRICTEST, Options
from integrations.zgw.types.showing import document_visible, may_be_shown, visible

ABLE = abilities.of(Access("https://zaken.example", "", ""), STRICTEST)
ROOT = "https://zaken.example/zaken/api/v1"
KEY = UUID("33333333-cccc-4ccc-8ccc-333333333333")
CASE = {
    "url": f"{ROOT}/zaken/{KEY}",
    "identificatie": "ZAAK-1",
    "zaaktype": "https://zaken.example/catalogi/api/v1/zaaktypen/1",
    "vertrouwelijkheidaanduiding": "openbaar",
    "status": f"{ROOT}/statussen/1",
}
ROLE = {"zaak": CASE["url"], "betrokkeneType": "natuurlijk_persoon", "omschrijvingGeneriek": "initiator"}
LINK = {"zaak": CASE["url"], "informatieobject": f"{ROOT}/documenten/{KEY}"}
DOCUMENT = {"url": f"{ROOT}/documenten/{KEY}", "titel": "Besluit", "bestandsomvang": 10}
STATUS = {
    "url": f"{ROOT}/statussen/1",
    "zaak": CASE["url"],
    "statustype": "https://zaken.example/catalogi/api/v1/statustypen/1",
    "datumStatusGezet": "2026-01-05T12:00:00Z",
}
WORDS = st.text("ab19-:/.T é\x00\u202e", max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
EXTERNAL = CaseType("https://c/1", "https://c/0", "K1", "Kapvergunning", is_external=True)
INTERNAL = dataclasses.replace(EXTERNAL, is_external=False)


def read_case(item: Item) -> Any:
    return cases.case(item, KEY, ABLE)


READERS = {
    "case": (read_case, CASE),
    "status": (lambda item: cases.status(item, ABLE), STATUS),
    "result": (cases.result, {**STATUS, "resultaattype": "https://c/2"}),
    "role": (parties.role, ROLE),
    "link": (documents.link, LINK),
    "document": (documents.document, DOCUMENT),
}
FIELDS = (
    "url", "uuid", "status", "resultaat", "zaaktype", "identificatie", "startdatum", "einddatum", "opschorting",
    "verlenging", "_expand", "zaak", "statustype", "datumStatusGezet", "betrokkeneType", "betrokkeneIdentificatie",
    "omschrijvingGeneriek", "informatieobject", "titel", "bestandsnaam", "bestandsomvang", "inhoud", "formaat",
    "vertrouwelijkheidaanduiding", "registratiedatum", "creatiedatum",
)  # fmt: skip


@pytest.mark.fault("F08", "F10")
@pytest.mark.parametrize("name", list(READERS))
@given(changed=st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4))
def test_a_reader_reads_or_refuses_and_what_it_reads_can_be_kept(name: str, changed: dict[str, Any]) -> None:
    read, told = READERS[name]
    try:
        found = read(Item({**told, **changed}))
    except UnreadableError:
        return

    kind = type(found)
    assert values.restore(kind, values.plain(found)) == found


@given(
    inside=st.dictionaries(st.sampled_from(["status", "resultaat", "zaaktype", "rollen"]), JSON, max_size=4)
)
def test_what_stands_in_a_case_spoils_no_case(inside: dict[str, Any]) -> None:
    assert read_case(Item({**CASE, "_expand": inside})).case.identification == "ZAAK-1"


@pytest.mark.attack("O10")
def test_a_status_of_another_case_is_not_this_ones() -> None:
    own = read_case(Item({**CASE, "_expand": {"status": STATUS}})).case
    others = read_case(Item({**CASE, "_expand": {"status": {**STATUS, "zaak": f"{ROOT}/zaken/9"}}})).case

    assert own.status
    assert own.status.day == date(2026, 1, 5)
    assert others.status is None


@pytest.mark.attack("O10")
def test_a_role_of_another_case_and_one_that_cannot_be_read_prove_nothing() -> None:
    roles = [ROLE, {**ROLE, "zaak": f"{ROOT}/zaken/9"}, {"betrokkeneType": 1}, {**ROLE, "zaak": None}]
    told = read_case(Item({**CASE, "_expand": {"rollen": roles[:3] + roles[3:]}}))

    assert len(told.roles) == 1
    assert read_case(Item(CASE)).roles is None
    assert read_case(Item({**CASE, "_expand": {"rollen": "geen"}})).roles is None


@pytest.mark.covers("I-074")
@pytest.mark.attack("O02")
def test_of_all_levels_and_the_unknown_one_those_that_are_low_enough_are_shown() -> None:
    case: Case = read_case(Item(CASE)).case
    for level, most in product((*Confidentiality, None), Confidentiality):
        one = dataclasses.replace(case, confidentiality=level)
        options = Options(max_confidentiality=most)

        assert may_be_shown(one, options) is (level is not None and level <= most)


@pytest.mark.covers("I-074")
@pytest.mark.attack("O02")
def test_internal_and_unknown_kinds_and_cases_without_status_are_not_shown() -> None:
    case: Case = read_case(Item(CASE)).case
    bare = dataclasses.replace(case, status_url="")

    assert visible(case, EXTERNAL, STRICTEST)
    assert not visible(case, INTERNAL, STRICTEST)
    assert not visible(case, None, STRICTEST)
    assert not visible(bare, EXTERNAL, STRICTEST)
    assert visible(bare, EXTERNAL, Options(shows_without_status=True))


@pytest.mark.covers("I-074", "I-078", "P-163")
@pytest.mark.attack("O03")
def test_of_documents_the_finished_ones_of_a_low_enough_level_are_shown() -> None:
    document: Document = documents.document(Item(DOCUMENT))
    for state, level, most in product((*DocumentState, None), (*Confidentiality, None), Confidentiality):
        one = dataclasses.replace(document, state=state, confidentiality=level)
        is_finished = state in {DocumentState.DEFINITIVE, DocumentState.ARCHIVED}
        is_low = level is not None and level <= most

        assert document_visible(one, Options(max_document_confidentiality=most)) is (is_finished and is_low)


@pytest.mark.covers("I-079", "W-56")
@pytest.mark.attack("O03")
@pytest.mark.parametrize(
    ("told", "safe"),
    [
        ("Besluit.pdf", "Besluit.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ('a"; filename="b.exe', "a filename= b.exe"),
        ("regel\r\nSet-Cookie: x", "regel Set-Cookie x"),
        ("factuur\u202efdp.exe", "factuurfdp.exe"),
        ("", "titel"),
        ("...", "titel"),
        ("\x00\x07", "titel"),
        (f"{'a' * 400}.pdf", f"{'a' * 146}.pdf"),
    ],
)
def test_the_name_of_a_file_leads_nowhere_and_hides_nothing(told: str, safe: str) -> None:
    assert documents.safe_name(told, "titel") == safe
    assert documents.safe_name("", "") == "document"


@given(st.text(max_size=400))
def test_any_name_becomes_a_name(told: str) -> None:
    name = documents.safe_name(told)

    assert 0 < len(name) <= 150
    assert name.isprintable()
    assert not set(name) & set('/\\:"<>|*?;%\r\n\x00')


@pytest.mark.attack("O03")
@pytest.mark.parametrize(
    ("told", "safe"),
    [
        ("application/pdf", "application/pdf"),
        ("Image/PNG; charset=x", "image/png"),
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("", "application/octet-stream"),
        ("application/pdf\r\nX: y", "application/octet-stream"),
    ],
)
def test_a_kind_in_which_a_browser_could_run_something_is_told_to_nobody(told: str, safe: str) -> None:
    assert documents.safe_type(told) == safe
