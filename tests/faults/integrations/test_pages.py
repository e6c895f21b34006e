"""What a citizen sees when one of two sources fails, over real sockets: its block says so, the rest is there."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import path

from integrations import copies, sources
from integrations.connections import guard
from integrations.connections.guard import rules
from integrations.errors import Reason
from integrations.http import Deadline
from integrations.outcomes import Kind, Outcome
from integrations.sources import alarms
from tenants import parallel
from tenants.entry import enter
from tenants.types import TenantRef
from tests.faults.integrations.conftest import Connect
from tests.faults.integrations.wire import Wire
from tests.integrations.example import queries
from tests.integrations.example.conftest import Asker
from tests.integrations.example.types import Subsidy
from tests.stack import until

NOUNS = ("subsidie", "subsidies")
BLOCK = "faults/subsidies.html"
PAGE = sources.Page(
    "overview",
    later="later",
    parts={
        "harmed": sources.Part("Uw subsidies", BLOCK, list[Subsidy], NOUNS, "U hebt geen subsidies."),
        "sound": sources.Part("Uw andere subsidies", BLOCK, list[Subsidy], NOUNS),
    },
)
urlpatterns = [
    path("overzicht/", lambda request: HttpResponse(), name="overview"),
    path("overzicht/later/<slug:name>/<str:ticket>/", PAGE.view(), name="later"),
]
SESSION = "s" * 32
NOT_THERE = "Deze gegevens zijn nu niet beschikbaar."
UNREADABLE = "Deze gegevens zijn nu niet te lezen."
type Outcomes = dict[str, Outcome[Any]]
pytestmark = pytest.mark.usefixtures("templates")


class Session:
    """A session that is there."""

    session_key = SESSION


@pytest.fixture(autouse=True)
def _urls(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def harmed(connect: Connect, zonnedam: TenantRef, wire: Wire) -> Asker:
    """A source behind the wire."""
    return connect(zonnedam, wire)


@pytest.fixture
def view(connect: Connect, zonnedam: TenantRef, harmed: Asker, begun: Any) -> Callable[..., Any]:
    """Look at the page of somebody new; answers outcomes, and the text of both blocks."""
    sound = connect(zonnedam)

    def look(budget: float = 5.0, *, again: bool = False) -> tuple[Outcomes, str, str]:
        request = asked_by(harmed.person)
        with enter(zonnedam):
            questions = {"harmed": harmed.question(), "sound": sound.question()}
            outcomes = sources.gather(questions, budget=budget, whose=sources.visitor(request))
            blocks = [
                render(request, "themes/components/outcome.html", {"part": part})
                for part in PAGE.shown(outcomes)
            ]
        assert [block.status_code for block in blocks] == [200, 200]
        first, second = (block.content.decode() for block in blocks)
        return outcomes, first, second

    return look


def asked_by(person: str, query: str = "") -> Any:
    request = RequestFactory().get(f"/overzicht/?{query}", headers={"HX-Request": "true"})
    request.session = Session()  # type: ignore[assignment]
    request.user = type("Person", (), {"is_authenticated": True, "pk": person})()
    return request


@pytest.mark.fault("F01")
@pytest.mark.covers("M-06", "architecture I4")
def test_who_refuses_connections_costs_its_block_alone_and_is_left_alone_after_five(
    view: Callable[..., Any], wire: Wire, harmed: Asker
) -> None:
    """That there is an answer shows that it was there within the budget: a second."""
    wire.refuse()

    seen = [view(1.0) for _ in range(rules.MOST_IN_ROW + 1)]

    reasons = [outcomes["harmed"].reason for outcomes, _, _ in seen]
    assert reasons[0] is Reason.NOBODY_LISTENS
    assert reasons[-1] is Reason.RESTING
    assert all(NOT_THERE in block for _, block, _ in seen)
    assert all(outcomes["sound"].kind is Kind.OK and "SUB-" in rest for outcomes, _, rest in seen)
    wire.carry()
    guard.forget(harmed.tenant.uuid, harmed.key)  # as when the pause is over
    assert "SUB-" in view()[1]


@pytest.mark.fault("F03")
@pytest.mark.covers("M-04", "architecture I4")
def test_who_hangs_does_not_hold_the_page_which_fetches_it_afterwards(
    view: Callable[..., Any], wire: Wire, harmed: Asker, begun: Any
) -> None:
    wire.hold()

    outcomes, block, rest = view(0.5)

    assert wire.held  # it hangs still, and the page is there
    assert "Dit duurt langer dan normaal." in block
    assert "SUB-" in rest
    wire.carry()
    assert parallel.wait_for(begun, 20)
    with enter(harmed.tenant):
        later = PAGE.view()(asked_by(harmed.person), name="harmed", ticket=outcomes["harmed"].later)
    assert "SUB-" in later.content.decode()


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        pytest.param({"status": 503}, NOT_THERE, marks=pytest.mark.fault("F05")),
        pytest.param({"status": 429, "retry_after": 60}, NOT_THERE, marks=pytest.mark.fault("F06")),
        pytest.param(
            {"status": 403}, "Deze gegevens mogen wij nu niet tonen.", marks=pytest.mark.fault("F07")
        ),
        pytest.param({"html": True}, UNREADABLE, marks=pytest.mark.fault("F09")),
        pytest.param(
            {"odd_values": True},
            "Niet alles kon worden getoond (1 subsidie).",
            marks=pytest.mark.fault("F10"),
        ),
        pytest.param({"bad_gzip": True}, UNREADABLE, marks=pytest.mark.fault("F11")),
        pytest.param(
            {"status": 503, "from_page": 2}, "Er is meer dan wij tonen.", marks=pytest.mark.fault("F12")
        ),
        pytest.param({"loop": True}, "Er is meer dan wij tonen.", marks=pytest.mark.fault("F12")),
        pytest.param({"endless": True}, "Er is meer dan wij tonen.", marks=pytest.mark.fault("F12")),
        pytest.param({"gzip_bomb": 12}, UNREADABLE, marks=pytest.mark.fault("F13")),
        pytest.param({"redirect": "http://elders.example/"}, UNREADABLE, marks=pytest.mark.fault("F14")),
        pytest.param({"wrong_person": True}, "U hebt geen subsidies.", marks=pytest.mark.fault("F19")),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_what_goes_wrong_is_said_in_its_block(
    fault: dict[str, Any], says: str, connect: Connect, zonnedam: TenantRef, begun: Any
) -> None:
    asker = connect(zonnedam)
    asker.fault(**fault)
    request = asked_by(asker.person)

    with enter(zonnedam):
        outcomes = sources.gather({"harmed": asker.question()}, budget=10)
        (part,) = PAGE.shown(outcomes)
        block = render(request, "themes/components/outcome.html", {"part": part}).content.decode()

    assert says in block


@pytest.mark.fault("F11")
@pytest.mark.covers("M-07")
def test_an_answer_that_breaks_off_is_no_answer_and_not_kept(
    view: Callable[..., Any], wire: Wire, harmed: Asker
) -> None:
    with enter(harmed.tenant):
        harmed.fetch()  # the token is there
    wire.breaks_after = 400

    _, block, _ = view()

    assert "SUB-" not in block
    assert UNREADABLE in block or NOT_THERE in block
    wire.carry()
    outcomes, block, _ = view()
    assert outcomes["harmed"].kind is Kind.OK
    assert block.count("SUB-") > 5


@pytest.mark.fault("F17")
@pytest.mark.covers("M-19")
def test_who_fails_every_other_call_is_not_noticed_where_a_copy_may_be_shown(harmed: Asker) -> None:
    with enter(harmed.tenant):
        question = harmed.question()
        first = copies.get(question.name, question.parts, question.fetch)
        harmed.fault(flapping=True, status=503)
        times = [time.time() + 3_600 * (1 + number / 10) for number in range(10)]
        answers = [
            copies.get(question.name, question.parts, question.fetch, clock=lambda: moment)  # noqa: B023
            for moment in times
        ]

    assert first.kind is Kind.OK
    assert {answer.is_answered for answer in answers} == {True}


@pytest.mark.fault("F18", "F53")
@pytest.mark.covers("I-014", "tenancy T15")
@pytest.mark.parametrize(("of_tenant", "is_served"), [(2, True), (4, False)], ids=["bounded", "unbounded"])
def test_a_municipality_whose_source_hangs_takes_no_threads_from_another(
    of_tenant: int,
    is_served: bool,
    connect: Connect,
    zonnedam: TenantRef,
    waterrijk: TenantRef,
    wire: Wire,
    begun: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control: where one may have all threads, the other is not served."""
    monkeypatch.setattr(parallel, "OF_PROCESS", 4)
    monkeypatch.setattr(parallel, "OF_TENANT", of_tenant)
    noisy, quiet = connect(zonnedam, wire), connect(waterrijk)
    wire.hold()
    with enter(zonnedam):
        question = noisy.question()
        for _ in range(8):
            sources.gather({"harmed": question.fetch}, budget=0.0)

    with enter(waterrijk):
        answer = sources.gather({"sound": quiet.question().fetch}, budget=10.0 if is_served else 0.3)["sound"]

    assert (answer.kind is Kind.OK) == is_served
    wire.carry()


@pytest.mark.fault("F53")
@pytest.mark.covers("M-06")
def test_no_more_calls_are_under_way_than_a_connection_may_have(
    connect: Connect, zonnedam: TenantRef, wire: Wire, begun: Any
) -> None:
    asker = connect(zonnedam, wire)
    with enter(zonnedam):
        asker.fetch()  # the token is there
        question, at_once = asker.question(), asker.access.limits.at_once
        wire.hold()
        asked = [parallel.begin(lambda: question.fetch(Deadline(20))) for _ in range(12)]
        until(lambda: sum(one.done() for one in asked) == 12 - at_once, "those who find no place")
        sent_away = [one.result().reason for one in asked if one.done()]
        held = wire.held
        wire.carry()
        answered = [one.result(20).kind for one in asked].count(Kind.OK)

    assert set(sent_away) == {Reason.CROWDED}
    assert (held, answered) == (at_once, at_once)


@pytest.mark.fault("F19")
def test_rows_of_another_person_raise_the_alarm(harmed: Asker) -> None:
    harmed.fault(wrong_person=True)
    before = alarms.strangers.of(queries.COPY)

    with enter(harmed.tenant):
        assert harmed.fetch().value == []

    assert alarms.strangers.of(queries.COPY) == before + 6
