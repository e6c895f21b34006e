"""How far an operation is, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from provisioning.lifecycle import queries
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState, StepRow, StepState

LOOKS = {
    StepState.WAITING: "todo",
    StepState.RUNNING: "current",
    StepState.DONE: "checked",
    StepState.FAILED: "error",
}
"""How a step looks in the component `steps`."""

RESTS = frozenset({OperationState.PLANNED, OperationState.DONE, OperationState.FAILED, OperationState.UNDONE})
"""States in which nothing more changes by itself for now."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step with its words."""

    label: str
    state: str
    attempts: int
    time: timedelta | None
    error: str


@dataclass(frozen=True, slots=True)
class Progress:
    """An operation and how far it is."""

    uuid: UUID
    kind: str
    state: OperationState
    name: str
    host: str
    tenant: UUID | None
    requested_by: str
    created_at: datetime
    stages: Sequence[Stage]
    time: timedelta | None

    @property
    def total(self) -> int:
        """Count the steps."""
        return len(self.stages)

    @property
    def done(self) -> int:
        """Count the steps that are done."""
        return sum(stage.state == "checked" for stage in self.stages)

    @property
    def is_finished(self) -> bool:
        """Tell whether nothing more will change by itself."""
        return self.state in RESTS

    @property
    def failed(self) -> Stage | None:
        """Answer the step that stopped it; of one that was being undone, the step that stopped that."""
        errors = [stage for stage in self.stages if stage.state == "error"]
        return errors[-1] if errors and self.state is OperationState.FAILED else None

    @property
    def mark(self) -> str:
        """Tell apart what is worth saying aloud."""
        return f"{self.state.value}-{self.done}"

    @property
    def words(self) -> str:
        """Say how far it is, for everybody who cannot see it."""
        if self.state is OperationState.DONE:
            opened = self.kind in queries.OPENINGS
            return _("Klaar. %(name)s is open.") % {"name": self.name} if opened else _("Klaar.")
        if self.state is OperationState.UNDONE:
            return _("Ongedaan gemaakt.")
        if self.state is OperationState.PLANNED:
            return _("Gepland. Dit begint vanzelf.")
        if self.failed:
            return _("Mislukt bij: %(step)s.") % {"step": self.failed.label}
        now = next((stage for stage in self.stages if stage.state in {"todo", "current"}), None)
        words = {
            "number": min(self.done + 1, self.total),
            "total": self.total,
            "step": now.label if now else "",
        }
        return _("Stap %(number)d van %(total)d: %(step)s") % words


def of(identity: UUID) -> Progress:
    """Answer how far an operation is.

    :raises Operation.DoesNotExist: when there is none.
    """
    return _progress(queries.operation(identity))


def of_tenant(identity: UUID, *, most: int | None = None) -> list[Progress]:
    """Answer the operations on a municipality, the newest first."""
    return [_progress(operation) for operation in queries.for_tenant(identity, most=most)]


def unfinished() -> list[Progress]:
    """Answer the operations that run, wait or failed."""
    return [_progress(operation) for operation in queries.running()]


def _progress(operation: Operation) -> Progress:
    now = timezone.now()
    return Progress(
        uuid=operation.uuid,
        kind=operation.kind,
        state=OperationState(operation.state),
        name=str(operation.parameters.get("name", "")),
        host=operation.claimed_host or str(operation.parameters.get("host", "")),
        tenant=operation.tenant,
        requested_by=operation.requested_by,
        created_at=operation.created_at,
        stages=[_stage(step, now) for step in queries.steps(operation)],
        time=(operation.finished_at or now) - operation.started_at if operation.started_at else None,
    )


def _stage(step: StepRow, now: datetime) -> Stage:
    running = now - step.started_at if step.state is StepState.RUNNING and step.started_at else None
    return Stage(
        label=step.title,
        state=LOOKS[step.state],
        attempts=step.attempts,
        time=step.duration or running,
        error=step.error,
    )
