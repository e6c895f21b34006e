"""Whatever is killed between two steps, and however often: the end is the same (fault F45).

A killed worker is played here by an exception that nobody catches, and a connection that goes with it; the
real thing is in `tests/faults/kills/`.
"""

import uuid
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provisioning.lifecycle import journal, leases, operations, runner, steps
from provisioning.lifecycle.leases import Lease
from provisioning.lifecycle.models import Operation, Step
from tests.provisioning.lifecycle import end_state, sessions
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = pytest.mark.usefixtures("committing")
MOMENTS = ("before finish", "after the step")
FIRST = [(steps.OPENING[0].key, moment) for moment in ("before begin", "after begin")]
"""The others begin with the end of the one before: a death after that one is theirs."""
PLACES = [*FIRST, *((kind.key, moment) for kind in steps.OPENING for moment in MOMENTS)]
type Place = tuple[str, str]


class Killed(BaseException):
    """The end of a worker."""


class Death:
    """Kill the worker once at each of these places."""

    def __init__(self, places: set[Place], patch: pytest.MonkeyPatch) -> None:
        self.places = places
        for name in ("begin", "finish"):
            patch.setattr(journal, name, self._around(name, getattr(journal, name)))
        patch.setattr(runner, "execute", self._after(runner.execute))
        release = leases.release
        patch.setattr(leases, "release", lambda lease: None if self.died else release(lease))
        self.died = False

    def _around(self, name: str, write: Callable[..., Any]) -> Callable[..., Any]:
        def around(lease: Lease, step: Step, *others: Any) -> Any:
            self._perhaps(step.key, f"before {name}")
            answer = write(lease, step, *others)
            self._perhaps(step.key, f"after {name}")
            return answer

        return around

    def _after(self, execute: Callable[..., Any]) -> Callable[..., Any]:
        def after(lease: Lease, operation: Operation, step: Step, *others: Any) -> Any:
            answer = execute(lease, operation, step, *others)
            self._perhaps(step.key, "after the step")
            return answer

        return after

    def _perhaps(self, key: str, moment: str) -> None:
        if (key, moment) in self.places:
            self.places.remove((key, moment))
            self.died = True
            raise Killed


def open_with(places: set[Place]) -> tuple[uuid.UUID, int]:
    """Open a municipality while workers are killed at these places; answers how many were."""
    operation, deaths = operations.request_opening(plan(), by=OPERATOR), 0
    with pytest.MonkeyPatch.context() as patch:
        death = Death(set(places), patch)
        while True:
            death.died = False
            try:
                assert runner.run(operation.uuid)
            except Killed:
                sessions.end_ours()
                deaths += 1
            else:
                return operation.uuid, deaths


@cache
def undisturbed(_database: str) -> dict[str, Any]:
    identity, deaths = open_with(set())
    assert deaths == 0
    return end_state.of(identity)


def expected() -> dict[str, Any]:
    return undisturbed(connection.settings_dict["NAME"])


@pytest.mark.fault("F45")
@pytest.mark.covers("C-021")
def test_killed_at_every_boundary_in_turn_an_opening_ends_the_same() -> None:
    identity, deaths = open_with(set(PLACES))

    assert deaths == len(PLACES)
    assert end_state.of(identity) == expected()


@pytest.mark.fault("F45")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.sets(st.sampled_from(PLACES), max_size=6))
def test_killed_at_any_boundaries_an_opening_ends_the_same(places: set[Place]) -> None:
    identity, deaths = open_with(places)

    assert deaths == len(places)
    assert end_state.of(identity) == expected()
