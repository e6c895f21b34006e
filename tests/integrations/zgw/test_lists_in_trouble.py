"""What goes wrong with a list of cases is told, and nothing of anybody else is shown."""

from typing import Any

import pytest
import structlog

from integrations.errors import Reason
from integrations.outcomes import Kind
from integrations.sandbox.world.people import companies, people
from integrations.sources import alarms
from integrations.zgw.queries import asking, cases
from integrations.zgw.types.parties import Applicant
from tests.integrations.zgw.conftest import FATIMA, Asker, played


@pytest.mark.fault("F19")
@pytest.mark.attack("O10")
def test_cases_of_somebody_else_are_dropped_with_an_alarm(asker: Asker) -> None:
    asker.fault(wrong_person=True)
    before = alarms.strangers.of("zgw.cases")

    outcome = asker.list_of()

    own = {
        case.uuid for case in played(asker)
    }  # she may have asked for a case in which the other is mentioned
    assert {case.uuid for case in outcome.value.cases} <= own if outcome.value else True
    assert alarms.strangers.of("zgw.cases") > before


@pytest.mark.fault("F01", "F03", "F05", "F06", "F11")
@pytest.mark.covers("I-071")
@pytest.mark.parametrize(
    ("fault", "kind", "reason"),
    [
        ({"reset": True}, Kind.UNAVAILABLE, Reason.BROKEN_OFF),
        ({"status": 503}, Kind.UNAVAILABLE, Reason.HAS_TROUBLE),
        ({"status": 500}, Kind.UNAVAILABLE, Reason.HAS_TROUBLE),
        ({"status": 429}, Kind.UNAVAILABLE, Reason.THROTTLED),
        ({"status": 401}, Kind.FORBIDDEN, Reason.REFUSED),
        ({"status": 403}, Kind.FORBIDDEN, Reason.REFUSED),
        ({"status": 404}, Kind.NOT_FOUND, None),
        ({"html": True}, Kind.MALFORMED, Reason.MALFORMED),
        ({"broken_json": True}, Kind.MALFORMED, Reason.MALFORMED),
        ({"byte_order_mark": True}, Kind.MALFORMED, Reason.MALFORMED),
        ({"cut": True}, Kind.UNAVAILABLE, None),
    ],
)
def test_a_system_that_gives_no_answer_is_never_nothing_found(
    asker: Asker, fault: dict[str, Any], kind: Kind, reason: Reason | None
) -> None:
    asker.fault(**fault)

    outcome = asker.list_of()

    assert outcome.value is None
    if "cut" in fault:
        assert outcome.kind in {Kind.UNAVAILABLE, Kind.MALFORMED}
    elif reason is Reason.THROTTLED:  # the second call is not made any more
        assert outcome.reason in {Reason.THROTTLED, Reason.RESTING}
    else:
        assert (outcome.kind, outcome.reason) == (kind, reason)


@pytest.mark.fault("F03")
def test_a_system_that_hangs_is_given_up_in_time(asker: Asker) -> None:
    asker.fault(hang=True)

    outcome = asker.list_of(seconds=0.5)

    assert (outcome.kind, outcome.reason) == (Kind.UNAVAILABLE, Reason.TOO_SLOW)


@pytest.mark.fault("F08")
@pytest.mark.parametrize("missing", ["url", "zaaktype", "identificatie"])
def test_a_case_that_cannot_be_read_is_left_out_and_counted(current: Asker, missing: str) -> None:
    current.fault(missing=missing)

    with structlog.testing.capture_logs() as lines:
        outcome = current.list_of()

    assert outcome.kind is Kind.MALFORMED  # none can be read
    assert [line for line in lines if missing in (line.get("skipped") or {})]


@pytest.mark.fault("F08")
@pytest.mark.covers("I-045")
@pytest.mark.parametrize(
    "missing", ["omschrijving", "einddatumGepland", "opschorting", "verlenging", "bronorganisatie"]
)
def test_a_field_that_may_be_absent_costs_no_case(asker: Asker, missing: str) -> None:
    asker.fault(missing=missing)

    outcome = asker.list_of()

    assert outcome.kind is Kind.OK
    assert outcome.value
    assert outcome.value.cases


@pytest.mark.fault("F10")
def test_words_that_nobody_knows_hide_a_case_and_do_not_end_the_list(asker: Asker) -> None:
    asker.fault(odd_values=True)

    outcome = asker.list_of()

    assert outcome.kind in {Kind.OK, Kind.PARTIAL, Kind.EMPTY, Kind.MALFORMED}


@pytest.mark.fault("F08")
@pytest.mark.covers("I-035", "I-072")
@pytest.mark.parametrize("asker", ["zgw-1.0", "esuite"], indirect=True)
def test_a_status_that_cannot_be_had_costs_no_case_and_is_told(asker: Asker) -> None:
    asker.fault("zaken/statussen", status=404)

    outcome = asker.list_of()

    assert outcome.kind is Kind.PARTIAL
    assert outcome.value
    assert outcome.missing == len(outcome.value.cases) > 0
    assert all(case.status is None for case in outcome.value.cases)


@pytest.mark.attack("O10")
@pytest.mark.parametrize("asker", ["zgw-1.0", "esuite"], indirect=True)
def test_without_proof_of_whose_they_are_no_case_is_shown(asker: Asker) -> None:
    asker.fault("zaken/rollen", status=503)

    outcome = asker.list_of()

    assert (outcome.kind, outcome.reason, outcome.value) == (Kind.UNAVAILABLE, Reason.HAS_TROUBLE, None)


def test_nothing_of_who_asks_is_in_what_is_written_of_them(asker: Asker) -> None:
    bakery = companies()[0]
    written = f"{asker.list_of()!r} {FATIMA!r} {Applicant.company(kvk=bakery.kvk, rsin=bakery.rsin)!r}"

    assert not [number for number in (FATIMA.bsn, bakery.kvk, bakery.rsin) if number in written]
    assert people()[0].surname not in written


def test_a_connection_that_is_not_there_is_a_gap(current: Asker) -> None:
    query = cases.list_of(current.connection.tenant.uuid, FATIMA, whose=current.whose)

    assert query.fetch(asking.Deadline(1)).reason is Reason.SWITCHED_OFF
