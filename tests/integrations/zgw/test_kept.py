"""Copies of cases are short, one person's, ended by news, and shown with their age when the system is silent."""

import time
import uuid

import pytest

from integrations import copies
from integrations.http import Deadline
from integrations.outcomes import Kind
from integrations.sandbox.world.people import people
from integrations.zgw.queries import cases
from integrations.zgw.types.parties import Applicant
from tenants import registers
from tests.integrations.zgw.conftest import ALL, FATIMA, Asker, played

HOUR = 3_600


@pytest.mark.covers("I-012", "M-07")
def test_for_a_minute_nobody_asks_again(current: Asker) -> None:
    question = cases.list_of(current.connection.key, FATIMA, whose=current.whose, options=ALL)
    first, asked = question(Deadline(10)), current.calls()

    again = question(Deadline(10))

    assert first.kind is Kind.OK
    assert (again, current.calls()) == (first, asked)


@pytest.mark.attack("O01")
def test_a_copy_is_one_persons_for_one_applicant_with_these_choices(current: Asker) -> None:
    cases.list_of(current.connection.key, FATIMA, whose=current.whose, options=ALL)(Deadline(10))
    other = Applicant.person(people()[1].bsn)

    for question in (
        cases.list_of(current.connection.key, FATIMA, whose=uuid.uuid4().hex, options=ALL),
        cases.list_of(current.connection.key, other, whose=current.whose, options=ALL),
        cases.list_of(current.connection.key, FATIMA, whose=current.whose),
    ):
        assert question.last_known() is None


@pytest.mark.covers("I-035")
def test_news_of_a_case_ends_its_copy_and_the_lists_of_who_has_a_part_in_it(current: Asker) -> None:
    case = next(one for one in played(current) if not one.type.is_internal)
    connection = str(current.connection.key)
    listed = cases.list_of(current.connection.key, FATIMA, whose=current.whose, options=ALL)
    file = cases.one_of(current.connection.key, case.uuid, FATIMA, whose=current.whose, options=ALL)
    assert listed(Deadline(10)).value
    assert file(Deadline(10)).value

    copies.purge(cases.CASE_CHANGED, {"connection": connection, "case": str(case.uuid)})
    assert (file.last_known(), listed.last_known() is None) == (None, False)
    copies.purge(cases.APPLICANT_CHANGED, {"connection": connection, "applicant": FATIMA.key})

    assert listed.last_known() is None


@pytest.mark.fault("F01")
@pytest.mark.covers("P-155", "M-07")
def test_what_was_last_known_is_shown_with_its_age_while_the_system_is_silent(asker: Asker) -> None:
    case = next(one for one in played(asker) if not one.type.is_internal)
    key = asker.connection.key
    for question in (
        cases.list_of(key, FATIMA, whose=asker.whose, options=ALL),
        cases.one_of(key, case.uuid, FATIMA, whose=asker.whose, options=ALL),
    ):
        asker.fault()
        first = question(Deadline(10))
        asker.fault(status=503)

        later = copies.get(question.name, question.parts, question.fetch, clock=lambda: time.time() + HOUR)

        assert first.value
        assert later.value == first.value
        assert later.as_of


@pytest.mark.attack("O02")
def test_who_no_longer_has_a_part_in_a_case_finds_no_copy_either(current: Asker) -> None:
    case = next(one for one in played(current) if not one.type.is_internal)
    question = cases.one_of(current.connection.key, case.uuid, FATIMA, whose=current.whose, options=ALL)
    assert question(Deadline(10)).value
    current.fault(wrong_person=True)

    gone = copies.get(question.name, question.parts, question.fetch, clock=lambda: time.time() + HOUR)

    assert gone.kind is Kind.NOT_FOUND
    assert question.last_known() is None


@pytest.mark.covers("P-264", "M-19")
def test_what_is_kept_stands_in_the_record_of_processing() -> None:
    kept = [one for one in registers.processing if one.feature == "zgw" and one.activity.startswith("Kopie")]

    assert len(kept) == 2
    assert all(one.legal_basis and one.personal_data for one in kept)
