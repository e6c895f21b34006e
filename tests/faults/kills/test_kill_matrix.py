"""Killed with -9 before, inside and after every step, an operation ends as if nothing had happened (fault F45).

`make test-processes` kills at one moment of every step of a few kinds, chosen by the seed; `make faults` at every
moment of all.
"""

import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from provisioning.lifecycle import queries, steps
from provisioning.lifecycle.types import OperationKind, OperationState
from tests.faults.kills import cases, ending, matrix
from tests.faults.kills.workers import Worker
from tests.provisioning.lifecycle.names import dns  # noqa: F401 - a fixture

pytestmark = [
    pytest.mark.fault("F38", "F45"),
    pytest.mark.usefixtures("own_database", "dns"),
]
SAMPLE = 2
"""How many cases `make test-processes` kills, chosen by the seed."""
INSIDE = int(os.environ.get("KILLS_INSIDE", "4"))
"""At how many statements of each step `make faults` kills; there are three moments more."""
UNDONE = sorted(
    case
    for case, (kind, _make) in cases.CASES.items()
    if steps.STEPS[kind][-1].undo or any(step.undo for step in steps.STEPS[kind])
)


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.Celery.send_task", lambda *_args, **_options: None)


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Have the summary say how often a case was killed."""
    return lambda case, kills: record_property("killed", (case, kills))


def killed_and_not(
    worker: Worker, case: str, choose: matrix.Choose
) -> tuple[int, dict[str, Any], dict[str, Any]]:
    """Run a case undisturbed and killed; answers how many were killed, and both end states."""
    undisturbed, operation = cases.make(case, worker).uuid, None
    counts = worker.run(undisturbed)
    assert queries.operation(undisturbed).state == OperationState.DONE
    expected = ending.of(undisturbed)
    operation = cases.make(case, worker).uuid
    kills = matrix.kill_everywhere(worker, operation, counts, choose)
    return kills, ending.of(operation), expected


def test_every_kind_of_operation_has_its_row_in_the_matrix() -> None:
    assert {kind for kind, _make in cases.CASES.values()} == set(steps.STEPS) == set(OperationKind)


@pytest.mark.covers("C-021")
def test_of_a_few_kinds_one_kill_in_every_step_changes_nothing(
    worker: Worker, tell: Callable[[str, int], None]
) -> None:
    for case in ("open", *random.sample(sorted(set(cases.CASES) - {"open"}), k=SAMPLE - 1)):
        kills, found, expected = killed_and_not(worker, case, matrix.one_moment)

        assert found == expected, case
        tell(case, kills)


@pytest.mark.long
@pytest.mark.covers("C-021")
@pytest.mark.parametrize("case", cases.CASES)
def test_killed_before_inside_and_after_every_step_it_ends_the_same(
    worker: Worker, tell: Callable[[str, int], None], case: str
) -> None:
    kills, found, expected = killed_and_not(worker, case, matrix.some_moments(INSIDE))

    assert found == expected
    tell(case, kills)


@pytest.mark.long
@pytest.mark.fault("F47")
@pytest.mark.parametrize("case", UNDONE)
def test_killed_while_it_is_undone_it_ends_undone_the_same(
    worker: Worker, tell: Callable[[str, int], None], case: str
) -> None:
    undisturbed = cases.make(case, worker).uuid
    matrix.fail_at_the_end(worker, undisturbed)
    counts = worker.run(undisturbed)
    assert queries.operation(undisturbed).state == OperationState.UNDONE
    expected = ending.of(undisturbed)

    operation = cases.make(case, worker).uuid
    matrix.fail_at_the_end(worker, operation)
    others = ending.schemas_but_of(operation)
    kills = matrix.kill_everywhere(worker, operation, counts, matrix.some_moments(INSIDE))

    assert ending.of(operation) == expected
    assert ending.schemas_but_of(operation) == others
    tell(f"undo: {case}", kills)
