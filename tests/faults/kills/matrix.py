"""Kill the worker of an operation at chosen moments of its steps, and let the next one go on."""

import random
import uuid
from collections.abc import Callable, Mapping, Sequence

from provisioning.lifecycle import operations, queries, steps
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind, OperationState, StepState
from tenants.models import Tenant
from tests.faults.kills import cases
from tests.faults.kills.process import Moment
from tests.faults.kills.workers import Worker
from tests.provisioning.lifecycle import plans

BUILDING = frozenset({OperationKind.OPEN, OperationKind.CLONE})
type Choose = Callable[[int], Sequence[Moment]]
"""Which moments of a step with so many statements."""


def every_moment(statements: int) -> Sequence[Moment]:
    """Choose before, between each two statements, done but not written down, after."""
    return ("before", *range(statements), "unwritten", "after")


def one_moment(statements: int) -> Sequence[Moment]:
    """Choose one at random; pytest-randomly seeds it."""
    return random.sample(every_moment(statements), k=1)


def some_moments(inside: int) -> Choose:
    """Choose before, so many inside at random, done but not written down, after."""

    def choose(statements: int) -> Sequence[Moment]:
        within = sorted(random.sample(range(statements), k=min(inside, statements)))
        return ("before", *within, "unwritten", "after")

    return choose


def fail_at_the_end(worker: Worker, operation: uuid.UUID) -> None:
    """Have an operation given up at its last step, whose work is done, and ask to have it undone."""
    found = queries.operation(operation)
    last = steps.STEPS[OperationKind(found.kind)][-1].key
    kill_at(worker, operation, last, "unwritten")
    worker.run(operation, forgiven=1)
    failed = Operation.objects.get(uuid=operation)
    assert failed.state == OperationState.FAILED, failed.state
    operations.undo(failed, by=plans.OPERATOR, why=cases.WHY)


def kill_everywhere(worker: Worker, operation: uuid.UUID, counts: Mapping[str, int], choose: Choose) -> int:
    """Kill the worker at the chosen moments of each step that is left, then let one end it; answers how many died.

    :param counts: how many statements each step took undisturbed; none that an earlier one had made needless.
    """
    kills = 0
    for step in keys_left(operation):
        if step not in counts:
            continue
        for moment in choose(counts[step]):
            kill_at(worker, operation, step, moment)
            _serves_only_when_built(operation, step, moment)
            kills += 1
    worker.run(operation)
    return kills


def keys_left(operation: uuid.UUID) -> list[str]:
    """List the steps of an operation that are not done, in order."""
    found = queries.steps(queries.operation(operation))
    return [step.key for step in found if step.state != StepState.DONE and step.undoes == _undoing(operation)]


def kill_at(worker: Worker, operation: uuid.UUID, step: str, moment: Moment) -> None:
    """Kill the worker at one moment of one step."""
    process = worker.start(operation=str(operation), step=step, moment=moment)
    said = worker.hear()
    assert said == {"stopped": process}, (step, moment, said, _troubles(operation))
    worker.kill(process)


def _undoing(operation: uuid.UUID) -> bool:
    return Operation.objects.filter(uuid=operation, state=OperationState.UNDOING.value).exists()


def _serves_only_when_built(operation: uuid.UUID, step: str, moment: Moment) -> None:
    found = queries.operation(operation)
    if found.kind not in BUILDING:
        return
    rows = queries.steps(found)
    built = all(each.state == StepState.DONE for each in rows if each.key != "trial" and not each.undoes)
    touched = any(each.state != StepState.WAITING for each in rows if each.key != "trial" and each.undoes)
    tenant = Tenant.objects.filter(uuid=found.tenant).first()
    serves = tenant is not None and tenant.ref().serves
    assert not serves or (built and not touched), (step, moment)


def _troubles(operation: uuid.UUID) -> list[tuple[str, str]]:
    return [(step.key, step.error) for step in queries.steps(queries.operation(operation)) if step.error]
