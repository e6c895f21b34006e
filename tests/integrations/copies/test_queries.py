"""Which copies are kept, in words for people, and in the record of processing (M-19, architecture 7)."""

from datetime import timedelta
from typing import Any

import pytest

from integrations import copies
from integrations.copies import wording
from tenants import registers
from tenants.entry import enter
from tenants.registers import Copy, Register
from tenants.types import TenantRef
from tests.integrations.copies.conftest import a_copy, of_a_person


@pytest.mark.covers("M-19")
def test_the_list_says_what_from_where_why_and_how_long(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        kept = {line.title: line for line in copies.kept()}

    line = kept["een zaaktype"]
    assert (line.source, line.purpose, line.how_long) == (
        "het zaaksysteem",
        "Zaken tonen.",
        "ten hoogste 1 uur.",
    )
    assert not line.is_encrypted
    assert kept["een antwoord dat te laat kwam voor de pagina"].is_encrypted


def test_copies_of_a_feature_that_is_off_are_not_in_the_list(
    zonnedam: TenantRef, registered: Register[Copy]
) -> None:
    registered.add(a_copy(name="tests.off", title="van iets dat uit staat", feature="search"))
    is_on = "search" in zonnedam.features

    with enter(zonnedam):
        assert ("van iets dat uit staat" in {line.title for line in copies.kept()}) is is_on


def test_what_is_about_people_stands_in_the_record_of_processing(monkeypatch: pytest.MonkeyPatch) -> None:
    record: Register[Any] = Register("test")
    monkeypatch.setattr(registers, "processing", record)

    copies.register(a_copy(name="tests.open"))
    copies.register(of_a_person(name="tests.personal", title="zaken"))
    copies.register(of_a_person(name="tests.personal", title="zaken"))

    (entry,) = record
    assert entry.activity == "Kopie bewaren: zaken"
    assert entry.personal_data == ("zaken",)
    assert entry.purpose.endswith(
        "Bewaartijd: ten hoogste 1 minuut; bij een storing van de bron ten hoogste 8 uur, met de tijd erbij."
    )


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=90), "90 seconden"),
        (timedelta(minutes=15), "15 minuten"),
        (timedelta(hours=36), "36 uur"),
        (timedelta(days=1), "1 dag"),
        (timedelta(milliseconds=1), "0 seconden"),
    ],
)
def test_lengths_of_time_are_said_in_the_largest_unit_that_fits(time: timedelta, words: str) -> None:
    assert wording.span(time) == words


@pytest.mark.covers("M-07", "M-19")
@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": "zaken"}, "name"),
        ({"soft": timedelta(hours=2)}, "soft"),
        ({"soft": timedelta()}, "soft"),
        ({"hard": timedelta(hours=1), "last_good": timedelta(minutes=1)}, "soft"),
        ({"purged_by": {"x": ("bsn",)}}, "event"),
        ({"personal_data": ("zaken",)}, "whose"),
        ({"parts": ("url", "person")}, "whose"),
        ({"parts": ("url", "person"), "personal_data": ("zaken",)}, "legal basis"),
    ],
)
def test_a_copy_that_makes_no_sense_cannot_be_declared(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        a_copy(**wrong)
