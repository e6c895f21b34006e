"""A copy answers while it is young, is refreshed in the background, and never holds a failure (I-011, I-012, M-07)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from integrations import copies
from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome, failed, found, not_found
from tenants import parallel
from tenants.entry import enter
from tenants.errors import CrowdedError, NoTenantError
from tenants.registers import Copy, Register
from tenants.types import TenantRef
from tests.integrations.copies.conftest import CASES, TYPE, Clock, Source, a_copy

type Ask = Callable[..., Outcome[Any]]


@pytest.fixture(autouse=True)
def _inside(zonnedam: TenantRef) -> Any:
    with enter(zonnedam):
        yield


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], Any]]:
    """What would run in the background, to be run by hand."""
    calls: list[Callable[[], Any]] = []
    monkeypatch.setattr(parallel, "begin", calls.append)
    return calls


def test_a_young_copy_is_the_answer(ask: Ask, source: Source, clock: Clock) -> None:
    first = ask()
    clock.turn(seconds=50)

    assert ask() == first == found("antwoord")
    assert source.asked == 1


@pytest.mark.covers("M-07")
def test_other_parts_are_another_copy(ask: Ask, source: Source, url: str) -> None:
    ask()
    ask(url=f"{url}/andere")

    assert source.asked == 2


def test_an_older_one_is_shown_with_its_age_while_a_newer_one_is_fetched(
    ask: Ask, source: Source, clock: Clock, begun: list[Callable[[], Any]]
) -> None:
    source.outcomes = [found("oud"), found("nieuw")]
    ask()
    fetched_at = datetime.fromtimestamp(clock(), UTC)
    clock.turn(minutes=2)

    shown = ask()
    assert (shown.value, shown.as_of) == ("oud", fetched_at)
    assert ask().value == "oud"
    assert len(begun) == 1
    begun[0]()

    assert ask() == found("nieuw")
    assert source.asked == 2


def test_without_room_for_a_refresh_the_next_one_tries_again(
    ask: Ask, source: Source, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crowded(call: Any) -> None:
        raise CrowdedError

    source.outcomes = [found("oud"), found("nieuw")]
    ask()
    clock.turn(minutes=2)
    with monkeypatch.context() as patch:
        patch.setattr(parallel, "begin", crowded)
        assert ask().value == "oud"
    monkeypatch.setattr(parallel, "begin", lambda call: call())

    assert ask().value == "oud"
    assert ask().value == "nieuw"


@pytest.mark.covers("M-19")
def test_past_its_age_nothing_is_found(ask: Ask, source: Source, clock: Clock, url: str) -> None:
    ask()
    clock.turn(hours=1)

    assert copies.find(TYPE, {"url": url}, clock=clock) is None
    ask()
    assert source.asked == 2


@pytest.mark.covers("I-012")
@pytest.mark.parametrize("failure", [failed(reason) for reason in Reason] + [not_found()], ids=str)
def test_a_failure_is_never_kept(ask: Ask, source: Source, failure: Outcome[Any]) -> None:
    source.outcomes = [failure, found("antwoord")]

    assert ask() == failure
    assert ask() == found("antwoord")


@pytest.mark.covers("I-012")
def test_what_is_incomplete_spares_the_source_for_seconds_and_then_heals(
    ask: Ask, source: Source, clock: Clock
) -> None:
    source.outcomes = [found(["a"], missing=1), found(["a", "b"])]

    assert ask().missing == ask().missing == 1
    clock.turn(seconds=6)

    assert ask() == found(["a", "b"])


def test_that_there_is_nothing_is_an_answer(ask: Ask, source: Source) -> None:
    source.outcomes = [found([])]
    ask()

    assert ask().kind is Kind.EMPTY
    assert source.asked == 1


@pytest.mark.covers("architecture I4", "M-19")
@pytest.mark.parametrize("reason", [Reason.TOO_SLOW, Reason.HAS_TROUBLE, Reason.MALFORMED])
def test_what_was_last_known_is_shown_with_its_age_when_the_source_is_silent(
    ask_person: Ask, source: Source, clock: Clock, reason: Reason
) -> None:
    source.outcomes = [found(["paspoort"]), failed(reason)]
    ask_person()
    clock.turn(hours=3)

    shown = ask_person()

    assert shown.value == ["paspoort"]
    assert shown.as_of == datetime.fromtimestamp(clock() - 3 * 3600, UTC)
    clock.turn(hours=6)
    assert ask_person() == failed(reason)


def test_what_was_last_known_is_not_shown_where_the_copy_does_not_allow_it(
    ask: Ask, source: Source, clock: Clock
) -> None:
    source.outcomes = [found("oud"), failed(Reason.TOO_SLOW)]
    ask()
    clock.turn(hours=2)

    assert ask() == failed(Reason.TOO_SLOW)


@pytest.mark.parametrize("definite", [not_found(), failed(Reason.REFUSED)], ids=["not found", "forbidden"])
def test_what_is_gone_or_forbidden_is_no_longer_shown_later_either(
    ask_person: Ask, source: Source, clock: Clock, definite: Outcome[Any]
) -> None:
    source.outcomes = [found(["paspoort"]), definite, failed(Reason.TOO_SLOW)]
    ask_person()
    clock.turn(hours=1)

    assert ask_person() == definite
    assert ask_person() == failed(Reason.TOO_SLOW)


@pytest.mark.covers("M-07")
def test_an_event_ends_the_copies_that_it_made_wrong_and_no_others(
    ask: Ask, source: Source, url: str
) -> None:
    ask()
    ask(url=f"{url}/blijft")

    assert copies.purge("type.changed", {"url": url})
    ask(url=f"{url}/blijft")
    assert source.asked == 2
    ask()
    assert source.asked == 3


def test_what_was_being_fetched_when_the_event_came_is_not_kept(ask: Ask, source: Source, url: str) -> None:
    def overtaken(deadline: Any) -> Outcome[str]:
        copies.purge("type.changed", {"url": url})
        return found("van voor de gebeurtenis")

    copies.get(TYPE, {"url": url}, overtaken)

    assert ask() == found("antwoord")


def test_an_event_that_no_copy_knows_is_a_mistake(url: str) -> None:
    with pytest.raises(KeyError, match="chnaged"):
        copies.purge("type.chnaged", {"url": url})
    with pytest.raises(KeyError, match="url"):
        copies.purge("type.changed", {})


@pytest.mark.covers("M-19")
def test_a_copy_that_is_not_registered_cannot_be_used(source: Source) -> None:
    with pytest.raises(KeyError):
        copies.get("tests.unregistered", {}, source)


@pytest.mark.parametrize("parts", [{}, {"url": "a", "bsn": "b"}, {"url": 1}])
def test_parts_are_those_that_were_registered(source: Source, parts: Any) -> None:
    with pytest.raises(ValueError, match="url"):
        copies.get(TYPE, parts, source)


def test_what_is_too_large_is_answered_and_not_kept(ask: Ask, source: Source) -> None:
    source.outcomes = [found("x" * 300_000)]

    assert ask().value == "x" * 300_000
    ask()
    assert source.asked == 2


def test_what_json_does_not_know_is_answered_and_not_kept(ask: Ask, source: Source) -> None:
    value = object()
    source.outcomes = [found(value)]

    assert ask().value is value
    ask()
    assert source.asked == 2


def test_a_copy_of_another_shape_is_fetched_anew(
    ask: Ask, source: Source, url: str, registered: Register[Copy]
) -> None:
    ask()
    registered._entries[TYPE] = a_copy(value=int)
    source.outcomes = [found(3)]

    assert ask() == found(3)


@pytest.mark.attack("T33")
@pytest.mark.covers("M-07")
def test_outside_a_municipality_there_are_no_copies(source: Source, url: str) -> None:
    from tenants.entry import outside

    with outside(), pytest.raises(NoTenantError):
        copies.get(TYPE, {"url": url}, source)
    assert source.asked == 0


@pytest.mark.attack("T33")
@pytest.mark.covers("M-07")
def test_what_one_municipality_keeps_another_does_not_find(
    ask: Ask, ask_person: Ask, source: Source, waterrijk: TenantRef
) -> None:
    source.outcomes = [found("van Zonnedam"), found("van Zonnedam"), found("van Waterrijk")]
    ask()
    ask_person()
    with enter(waterrijk):
        assert (ask().value, ask_person().value) == ("van Waterrijk", "van Waterrijk")

    assert (ask().value, ask_person().value) == ("van Zonnedam", "van Zonnedam")


def test_a_municipality_without_a_key_keeps_nothing_and_is_answered(
    ask: Ask, source: Source, zonnedam: TenantRef
) -> None:
    from tenants.entry import outside
    from tenants.models import DataKey

    with outside():
        DataKey.objects.filter(tenant__uuid=zonnedam.uuid).delete()

    assert ask() == ask() == found("antwoord")
    assert source.asked == 2


def test_copies_are_asked_for_by_name_and_person(
    ask_person: Ask, clock: Clock, url: str, person: str
) -> None:
    ask_person()

    parts = {"connection": url}
    assert copies.find(CASES, {"person": person} | parts, clock=clock) == found("antwoord")
    assert copies.find(CASES, {"person": "123456782"} | parts, clock=clock) is None
