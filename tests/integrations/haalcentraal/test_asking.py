"""What is asked of the BRP and what goes along with it, how often, and what becomes of wrong answers."""

import time
from dataclasses import replace
from typing import Any

import pytest
import structlog

from integrations import copies, sources
from integrations.errors import Reason, RefusedError
from integrations.haalcentraal import fields, queries
from integrations.haalcentraal.fields import Version
from integrations.haalcentraal.types import Person, Purpose
from integrations.http import Deadline
from integrations.outcomes import Kind, Outcome, failed, found
from integrations.sandbox.world.residents import residents
from integrations.sources import alarms
from tenants import registers
from tests.integrations.haalcentraal.conftest import FATIMA, PURPOSE, Asker

OTHER = list(residents())[1]
HOUR = 3_600


def test_what_is_asked_is_what_is_read() -> None:
    """The predecessor read a number of a house that it never asked for."""
    for version in Version:
        asked = set(fields.asked(version))
        unasked = {
            field.name
            for field in fields.FIELDS
            if not any(
                path == place or path.startswith(f"{place}.")
                for place in [field.places[version].path]
                for path in asked
            )
        }
        assert unasked == ({"is_secret", "is_deceased"} if version is Version.NEWER else set())


@pytest.mark.covers("I-141")
def test_a_strict_backend_tells_no_more_than_was_asked(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the field list: without a field nobody reads it."""
    monkeypatch.setattr(fields, "asked", lambda version: ["burgerservicenummer", "naam.voorletters"])

    outcome = asker.fetch()

    assert outcome.value
    assert outcome.value == Person(FATIMA, initials="F.")


@pytest.mark.covers("I-140", "P-057")
@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"origin_oin": "123"}, {"origin_oin"}),
        ({"recipient_oin": "0000000123456789000a"}, {"recipient_oin"}),
        ({"processing": "a@b@c"}, {"processing"}),
        ({"processing": "x" * 243}, {"processing"}),
        ({"purpose": "inzage\r\nX-Gebruiker: iemand"}, {"purpose"}),
        ({"purpose": "inzage één", "processing": " "}, {"purpose", "processing"}),
    ],
)
def test_a_purpose_that_cannot_be_sent_is_refused_with_a_text_for_each_field(
    told: dict[str, str], wrong: set[str]
) -> None:
    with pytest.raises(RefusedError) as refused:
        Purpose(**told)

    assert set(refused.value.reasons) == wrong
    assert all(refused.value.reasons.values())


@pytest.mark.covers("I-140")
def test_a_purpose_as_long_as_may_be_is_sent(asker: Asker) -> None:
    asker.purpose = replace(PURPOSE, processing=f"{'x' * 200}@{'y' * 41}", recipient_oin="0" * 20)

    assert asker.fetch().kind is Kind.OK


@pytest.mark.covers("I-144")
def test_a_page_and_a_job_ask_once_for_the_day(asker: Asker) -> None:
    question, before = asker.question(), asker.calls()

    first = sources.gather({"brp": question}, budget=10.0)["brp"]
    second = question(Deadline(10))
    late = copies.get(question.name, question.parts, question.fetch, clock=lambda: time.time() + 24 * HOUR)

    assert first.kind is Kind.OK
    assert (second, late) == (first, first)
    assert asker.calls() == before + 1


@pytest.mark.covers("I-144")
def test_the_day_after_it_is_asked_anew(asker: Asker) -> None:
    question = asker.question()
    question(Deadline(10))
    before = asker.calls()

    copies.get(question.name, question.parts, question.fetch, clock=lambda: time.time() + 28 * HOUR)

    assert asker.calls() == before + 1


@pytest.mark.covers("I-144")
def test_who_asks_anew_is_answered_by_the_brp_and_renews_the_copy(asker: Asker) -> None:
    question = asker.question()
    question(Deadline(10))
    asker.fault(missing="voornamen")
    before = asker.calls()

    anew = queries.person_anew(asker.connection.key, bsn=FATIMA, whose=asker.whose, purpose=PURPOSE)
    told = anew(Deadline(10))

    assert told.value
    assert told.value.given_names == ""
    assert question(Deadline(10)) == told
    assert asker.calls() == before + 1


def test_asking_anew_while_the_brp_is_silent_costs_nobody_the_copy(asker: Asker) -> None:
    question = asker.question()
    first = question(Deadline(10))
    asker.fault(status=503)

    anew = queries.person_anew(asker.connection.key, bsn=FATIMA, whose=asker.whose, purpose=PURPOSE)

    assert anew(Deadline(10)).kind is Kind.UNAVAILABLE
    assert question(Deadline(10)) == first


def test_who_is_gone_when_asked_anew_is_not_shown_from_the_copy(asker: Asker) -> None:
    question = asker.question()
    question(Deadline(10))
    asker.fault(status=404)

    anew = queries.person_anew(asker.connection.key, bsn=FATIMA, whose=asker.whose, purpose=PURPOSE)

    assert anew(Deadline(10)).kind is Kind.NOT_FOUND
    assert question(Deadline(10)).kind is Kind.NOT_FOUND


def test_a_copy_of_somebody_else_is_never_the_answer(asker: Asker) -> None:
    asker.question()(Deadline(10))

    other = asker.question(OTHER)(Deadline(10))

    assert other.value
    assert other.value.bsn == OTHER


@pytest.mark.covers("M-19")
def test_a_person_who_is_erased_is_in_no_copy(asker: Asker) -> None:
    question = asker.question()
    question(Deadline(10))
    before = asker.calls()

    assert copies.purge(copies.PERSON_ERASED, {"person": asker.whose})

    assert copies.find(question.name, question.parts) is None
    question(Deadline(10))
    assert asker.calls() == before + 1


@pytest.mark.covers("P-264")
def test_what_is_kept_stands_in_the_record_of_processing() -> None:
    (line,) = registers.processing.of("haalcentraal")

    assert "Basisregistratie Personen" in line.purpose
    assert "BSN" in line.personal_data


@pytest.mark.fault("F19")
@pytest.mark.attack("O10")
def test_somebody_else_is_dropped_with_an_alarm(asker: Asker) -> None:
    asker.fault(wrong_person=True)
    before = alarms.strangers.of(queries.COPY)

    outcome = asker.fetch()

    assert outcome == Outcome(Kind.NOT_FOUND)
    assert alarms.strangers.of(queries.COPY) == before + 1


US: dict[str, Any] = {"burgerservicenummer": FATIMA, "naam": {"voornamen": "Fatima"}}
THEM: dict[str, Any] = {"burgerservicenummer": OTHER, "naam": {"voornamen": "Bram"}}


@pytest.mark.covers("I-142")
@pytest.mark.fault("F19")
@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([], Kind.NOT_FOUND),
        ([US], Kind.OK),
        ([US, US], Kind.OK),
        ([US, THEM], Kind.OK),
        ([THEM, US], Kind.OK),
        ([THEM], Kind.NOT_FOUND),
        ([US, {**US, "naam": {"voornamen": "Anders"}}], Kind.MALFORMED),
        ([{"naam": {"voornamen": "Fatima"}}], Kind.MALFORMED),
        ([{**US, "burgerservicenummer": int(FATIMA)}], Kind.MALFORMED),
        ([None], Kind.MALFORMED),
        ([US, "Fatima"], Kind.OK),
    ],
)
def test_none_one_or_two_people(rows: list[Any], kind: Kind) -> None:
    before = alarms.strangers.of(queries.COPY)

    outcome = queries.only(found(rows), FATIMA, Version.NEWER)

    assert outcome.kind is kind
    assert outcome.value is None or (outcome.value.bsn, outcome.value.given_names) == (FATIMA, "Fatima")
    assert alarms.strangers.of(queries.COPY) - before == (THEM in rows)


def test_what_went_wrong_on_the_way_stays_what_it_was() -> None:
    assert queries.only(failed(Reason.REFUSED), FATIMA, Version.OLDER).kind is Kind.FORBIDDEN


@pytest.mark.covers("I-143")
@pytest.mark.fault("F10")
def test_what_cannot_be_read_is_unknown_and_named_without_what_stood_there() -> None:
    odd = {
        **US,
        "geboorte": {"datum": {"type": "JaarMaandDatum", "jaar": 1950, "maand": 13}, "plaats": "Zonnedam"},
        "geslacht": {"code": "X"},
        "verblijfplaats": {"type": "Adres", "verblijfadres": {"huisnummer": "elf", "postcode": "geheim"}},
        "nationaliteiten": [7],
        "geheimhoudingPersoonsgegevens": "ja",
    }

    with structlog.testing.capture_logs() as lines:
        outcome = queries.only(found([odd]), FATIMA, Version.NEWER)

    assert outcome.kind is Kind.OK
    person = outcome.value
    assert person
    assert (person.birth, person.birth_place, person.sex) == (None, "", None)
    assert (person.address, person.nationalities) == (None, ())
    assert person.is_secret is True  # whatever is no plain no
    (line,) = lines
    named = {path.rpartition(".")[2] for path in line["degraded"]}
    assert {"datum", "plaats", "geslacht", "huisnummer", "postcode"} <= named
    assert not any(word in repr(lines) for word in (FATIMA, "Fatima", "1950", "geheim'", "elf"))
