"""A page does not wait for what nobody would wait for: it looks, and goes out without (I4, M-04, F03)."""

from collections.abc import Callable
from typing import Any

import pytest

from integrations import sources
from integrations.errors import Reason
from integrations.http.deadline import Deadline
from integrations.outcomes import Kind, Outcome, failed, found
from integrations.sources import gathering, late, waits
from integrations.sources.waits import Look
from tenants.types import TenantRef
from tests.integrations.sources.conftest import FATIMA, Slow

LONG = 600.0
"""Seconds: a page that waited for so long would find that its source broke off (`Slow`)."""


def calls(source: sources.Query[Any], *looks: Look) -> sources.Query[Any]:
    """Make a query that has so many calls under way, each with its way to look."""

    def query(deadline: Deadline) -> Outcome[Any]:
        wait = waits.current()
        if not looks or wait is None:
            return source(deadline)
        with wait.call(looks[0]):
            return calls(source, *looks[1:])(deadline)

    return query


def answers(value: Any) -> Callable[[Deadline], Outcome[Any]]:
    return lambda deadline: found(value)


def in_vain() -> bool:
    return True


@pytest.mark.covers("architecture I4", "M-04")
@pytest.mark.fault("F03", "F18")
def test_what_is_waited_for_in_vain_is_late_before_the_budget_is_spent(inside: TenantRef, slow: Slow) -> None:
    queries = {"cases": calls(slow, in_vain), "tasks": answers([1])}
    outcomes = sources.gather(queries, budget=LONG, whose=FATIMA)

    assert outcomes["tasks"] == found([1])
    shown = outcomes["cases"]
    assert (shown.kind, shown.reason) == (Kind.UNAVAILABLE, Reason.RESTING)
    slow.finish()  # type: ignore[attr-defined]
    assert late.fetch(shown.later, FATIMA, list[str]) == found(["zaak"])


def test_without_a_session_it_is_resting_as_for_who_comes_next(inside: TenantRef, slow: Slow) -> None:
    assert sources.gather({"cases": calls(slow, in_vain)}, budget=LONG)["cases"] == failed(Reason.RESTING)


@pytest.mark.fault("F03")
def test_what_may_be_answered_yet_is_waited_for(inside: TenantRef, slow: Slow) -> None:
    looks: list[int] = []

    def hopes() -> bool:
        looks.append(1)
        if len(looks) == 3:
            slow.go.set()
        return False

    outcomes = sources.gather({"cases": calls(slow, in_vain, hopes)}, budget=LONG)

    assert outcomes["cases"] == found(["zaak"])


def test_others_are_waited_for(inside: TenantRef, slow: Slow) -> None:
    other = Slow()

    def hopes() -> bool:
        other.go.set()
        return False

    outcomes = sources.gather(
        {"cases": calls(slow, in_vain), "tasks": calls(other, hopes)}, budget=LONG, whose=FATIMA
    )

    assert outcomes["tasks"] == found(["zaak"])
    assert outcomes["cases"].reason is Reason.RESTING


def test_where_all_is_well_nobody_looks(inside: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "LOOK_AFTER", LONG)
    looks: list[int] = []

    def look() -> bool:
        looks.append(1)
        return True

    outcomes = sources.gather({"cases": calls(answers([1]), look)}, budget=LONG)

    assert (outcomes["cases"], looks) == (found([1]), [])
