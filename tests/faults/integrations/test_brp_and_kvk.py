"""The failure matrix of the BRP and the KVK (requirements/integrations.md 26), over real sockets.

Each cell says what a page gets to show: *unavailable* is "nu niet beschikbaar", and never that somebody has no data, or
that somebody may act for a whole company.
"""

from collections.abc import Callable
from typing import Any

import pytest

from integrations import sources
from integrations.connections.health import reading
from integrations.errors import Reason
from integrations.haalcentraal import queries as brp
from integrations.haalcentraal.types import Purpose
from integrations.kvk import queries as kvk
from integrations.outcomes import Kind, Outcome
from integrations.sandbox.world.enterprises import chain
from integrations.sandbox.world.residents import residents
from tenants.entry import enter
from tenants.types import TenantRef
from tests.faults.integrations.wire import Wire
from tests.integrations.conftest import Sandbox
from tests.integrations.saved import Saved, saved

FATIMA, *_ = residents()
pytestmark = [
    pytest.mark.covers("M-14", "I-145", "I-154", "P-031", "P-048"),
    pytest.mark.usefixtures("unqueued"),
]
COMPANY = chain().kvk
SYSTEMS = {
    "brp": ("brp", "brp-2.x", "personen"),
    "brp-1.3": ("brp", "brp-1.3", "ingeschrevenpersonen"),
    "kvk": ("kvk", "kvk-2024", "zoeken"),
}


class Row:
    """A row of the matrix: a system, behind a wire."""

    def __init__(self, connection: Saved, endpoint: str) -> None:
        self.connection, self.endpoint = connection, endpoint

    def question(self) -> sources.Kept[Any]:
        """Make the question of a page."""
        key = self.connection.key
        if self.connection.stand_in == "kvk":
            return kvk.branches(key, COMPANY)
        return brp.person(key, bsn=FATIMA, whose=key.hex, purpose=Purpose())

    def ask(self, budget: float = 10.0) -> Outcome[Any]:
        """Ask as a page does."""
        return sources.gather({"it": self.question()}, budget=budget, longest=budget)["it"]

    def fault(self, **fault: Any) -> None:
        """Let something go wrong."""
        self.connection.fault(self.endpoint, **fault)


@pytest.fixture(params=SYSTEMS)
def row(request: pytest.FixtureRequest, sandbox: Sandbox, zonnedam: TenantRef, wire: Wire, begun: Any) -> Any:
    """Each of the systems, inside Zonnedam."""
    system, profile, endpoint = SYSTEMS[request.param]
    made = saved(sandbox, zonnedam, system=system, stand_in=request.param, profile=profile, at=wire.url)
    with enter(zonnedam):
        yield Row(made, endpoint)


def test_without_a_fault_it_answers(row: Row) -> None:
    """The negative control of all cells."""
    assert row.ask().kind is Kind.OK


@pytest.mark.fault("F01")
def test_who_refuses_connections_is_unavailable(row: Row, wire: Wire) -> None:
    wire.refuse()

    outcome = row.ask()

    assert (outcome.kind, outcome.reason) == (Kind.UNAVAILABLE, Reason.NOBODY_LISTENS)


@pytest.mark.fault("F03")
def test_who_is_slow_is_unavailable_within_the_budget(row: Row) -> None:
    row.fault(latency=60_000)

    outcome = row.ask(budget=0.3)

    assert (outcome.kind, outcome.reason) == (Kind.UNAVAILABLE, Reason.TOO_SLOW)


@pytest.mark.fault("F05")
def test_who_has_trouble_is_unavailable(row: Row) -> None:
    row.fault(status=500)

    outcome = row.ask()

    assert (outcome.kind, outcome.reason) == (Kind.UNAVAILABLE, Reason.HAS_TROUBLE)


@pytest.mark.fault("F07")
@pytest.mark.parametrize("status", [401, 403])
def test_who_refuses_our_key_says_so_and_the_health_board_knows(row: Row, status: int) -> None:
    row.fault(status=status)

    outcome = row.ask()

    assert (outcome.kind, outcome.reason) == (Kind.FORBIDDEN, Reason.REFUSED)
    known = reading.known_of(row.connection.tenant.uuid, row.connection.key)
    assert known.last(10).outcomes.get(Reason.REFUSED.value)


def test_who_knows_nobody_of_that_number_says_not_found(row: Row) -> None:
    row.fault(status=404)

    outcome = row.ask()

    assert (outcome.kind, outcome.value) == (Kind.NOT_FOUND, None)


@pytest.mark.fault("F09")
@pytest.mark.parametrize(
    "fault", [{"html": True}, {"broken_json": True}, {"byte_order_mark": True}], ids=list
)
def test_a_page_in_place_of_data_is_no_data(row: Row, fault: dict[str, Any]) -> None:
    row.fault(**fault)

    outcome = row.ask()

    assert (outcome.kind, outcome.value) == (Kind.MALFORMED, None)


@pytest.mark.fault("F08")
@pytest.mark.parametrize(
    "missing", ["voornamen,geboorte,verblijfplaats", "partners,geslacht,geslachtsaanduiding", "adres"]
)
def test_a_field_that_is_not_there_is_unknown_and_costs_nothing_else(row: Row, missing: str) -> None:
    row.fault(missing=missing)

    outcome = row.ask()

    assert outcome.kind is Kind.OK
    if row.connection.stand_in == "kvk":
        assert len(outcome.value) == 250
    else:
        assert outcome.value.bsn == FATIMA


@pytest.mark.fault("F08", "F19")
def test_what_does_not_say_whose_it_is_is_not_shown(row: Row) -> None:
    row.fault(missing="burgerservicenummer,kvkNummer")

    outcome = row.ask()

    assert (outcome.kind, outcome.value) == (Kind.MALFORMED, None)


@pytest.mark.fault("F08")
@pytest.mark.parametrize("missing", ["personen", "resultaten"])
def test_an_answer_without_the_list_that_it_is_about_is_none(row: Row, missing: str) -> None:
    row.fault(missing=missing)
    is_its_own = {"brp": "personen", "kvk": "resultaten"}.get(row.connection.stand_in) == missing

    assert row.ask().kind is (Kind.MALFORMED if is_its_own else Kind.OK)


@pytest.mark.fault("F12")
def test_the_second_page_that_fails_leaves_a_list_that_is_known_not_to_be_all(row: Row) -> None:
    row.fault(status=503, from_page=2)

    outcome = row.ask()

    if row.connection.stand_in == "kvk":
        assert (outcome.kind, outcome.is_cut, len(outcome.value)) == (Kind.PARTIAL, True, 100)
    else:
        assert outcome.kind is Kind.OK  # one person comes in no pages


@pytest.mark.fault("F13")
def test_an_answer_that_is_much_too_large_is_not_read(row: Row) -> None:
    row.fault(large=11)

    outcome = row.ask()

    assert (outcome.kind, outcome.reason) == (Kind.MALFORMED, Reason.TOO_LARGE)


@pytest.mark.fault("F11")
def test_an_answer_that_breaks_off_is_no_answer_and_not_kept(row: Row, wire: Wire) -> None:
    wire.breaks_after = 300

    assert not row.ask().is_answered
    wire.carry()
    assert row.ask().kind is Kind.OK


@pytest.mark.fault("F05")
@pytest.mark.parametrize(
    "harm",
    [
        lambda row, wire: wire.refuse(),
        lambda row, wire: row.fault(status=503),
        lambda row, wire: row.fault(status=401),
        lambda row, wire: row.fault(html=True),
        lambda row, wire: row.fault(missing="resultaten,personen,burgerservicenummer"),
        lambda row, wire: row.fault(wrong_person=True),
    ],
    ids=["refused", "503", "401", "html", "no list", "another"],
)
def test_whatever_happens_it_is_never_told_that_a_company_has_no_branches(
    row: Row, wire: Wire, harm: Callable[[Row, Wire], None]
) -> None:
    """Who is told *no branches* lets somebody act for the whole company; who is told nothing does not (I-154)."""
    harm(row, wire)

    outcome = row.ask()

    is_none_of_theirs = outcome.kind is Kind.EMPTY
    assert not is_none_of_theirs
    assert not outcome.value
