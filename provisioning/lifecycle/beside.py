"""Begin what a later step does while earlier ones still run; what comes of it counts when the step's turn has come.

Nothing of it is written down: who takes over from a worker that died runs the step as if nothing had been begun.
"""

from collections.abc import Callable, Sequence

from structlog import get_logger

from . import steps
from .models import Operation, Step
from .steps import StepKind
from .types import OperationKind

log = get_logger(__name__)

type Act = Callable[[Operation], None]


class Begun:
    """What one worker has begun ahead, for one operation."""

    def __init__(self) -> None:
        self._acts: dict[str, Act] = {}

    def begin(self, operation: Operation, done: StepKind, remaining: Sequence[Step]) -> None:
        """Begin what may start after the step that is done; what cannot be begun waits for its turn."""
        waiting = {step.key for step in remaining if not step.undoes}
        for kind in steps.STEPS.get(OperationKind(operation.kind), ()):
            if kind.ahead is None or kind.after != done.key or kind.key not in waiting:
                continue
            try:
                self._acts[kind.key] = kind.ahead(operation)
            except Exception:
                log.warning("lifecycle.not_begun_ahead", step=kind.key, exc_info=True)

    def take(self, step: Step) -> Act | None:
        """Answer what waits for a step that was begun; once, so that a second try runs it anew."""
        return self._acts.pop(step.key, None)
