"""The KVK is asked at most once a day for a company, what it is asked is counted, and its silence widens nothing."""

import time

import pytest

from integrations import copies
from integrations.errors import Reason
from integrations.http import Deadline
from integrations.kvk import queries
from integrations.outcomes import Kind
from tenants import registers
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.kvk.conftest import CHAIN, Asker, asker_of

pytestmark = pytest.mark.covers("I-155")
HOUR = 3_600


def test_a_day_long_nobody_asks_again(asker: Asker) -> None:
    question = queries.branches(asker.connection.key, CHAIN)
    first, asked = question(Deadline(10)), asker.calls()

    again = question(Deadline(10))
    late = copies.get(question.name, question.parts, question.fetch, clock=lambda: time.time() + 21 * HOUR)

    assert first.kind is Kind.OK
    assert (again, late) == (first, first)
    assert asker.calls() == asked


def test_after_a_day_it_is_asked_anew(asker: Asker) -> None:
    question = queries.company(asker.connection.key, CHAIN)
    question(Deadline(10))
    asked = asker.calls("basisprofielen")

    copies.get(question.name, question.parts, question.fetch, clock=lambda: time.time() + 25 * HOUR)

    assert asker.calls("basisprofielen") == asked + 1


def test_a_list_that_broke_off_is_not_kept_for_a_day(asker: Asker) -> None:
    question = queries.branches(asker.connection.key, CHAIN)
    asker.fault(status=503, from_page=2)
    assert question(Deadline(10)).is_cut
    asker.fault()

    later = copies.get(question.name, question.parts, question.fetch, clock=lambda: time.time() + 10)

    assert (later.kind, len(later.value or [])) == (Kind.OK, 250)


def test_two_municipalities_do_not_share_answers(
    sandbox: Sandbox, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    askers = [(tenant, asker_of(sandbox, tenant)) for tenant in (zonnedam, waterrijk)]

    for tenant, asker in askers:
        with enter(tenant):
            queries.company(asker.connection.key, CHAIN)(Deadline(10))

    assert [asker.calls("basisprofielen") for _, asker in askers] == [1, 1]


def test_each_page_that_costs_money_is_counted_and_a_copy_is_not(asker: Asker) -> None:
    question = queries.branches(asker.connection.key, CHAIN)
    before = asker.connection.counted()

    for _ in range(4):
        question(Deadline(10))

    assert asker.connection.counted() - before == asker.calls() == 3


@pytest.mark.covers("I-154")
def test_silence_is_unavailable_and_never_no_branches(asker: Asker) -> None:
    question = queries.branches(asker.connection.key, CHAIN)
    question(Deadline(10))
    asker.fault(status=503)

    outcome = copies.get(question.name, question.parts, question.fetch, clock=lambda: time.time() + 25 * HOUR)

    assert (outcome.kind, outcome.reason, outcome.value) == (Kind.UNAVAILABLE, Reason.HAS_TROUBLE, None)


def test_a_connection_that_is_not_there_is_a_gap(asker: Asker) -> None:
    outcome = queries.branches(asker.connection.tenant.uuid, CHAIN)(Deadline(10))

    assert (outcome.kind, outcome.reason) == (Kind.UNAVAILABLE, Reason.SWITCHED_OFF)


@pytest.mark.covers("P-264")
def test_what_is_asked_of_the_kvk_stands_in_the_record_of_processing() -> None:
    (line,) = registers.processing.of("kvk")

    assert "eenmanszaak" in line.personal_data[0]
