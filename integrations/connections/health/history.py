"""Five-minute steps of the last 24 hours; a step is written once its minutes are over. Pure arithmetic."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from integrations.connections.guard.figures import Figures

from .reading import MINUTES, Known
from .types import MOST_STEPS, STEP, Step

LENGTH: Final = int(STEP.total_seconds() // 60)
"""Minutes."""

type Told = Mapping[str, Any]
"""As it stands in the read model: the minute at which the last step ended, and the steps, oldest first."""


def go_on(told: Told, known: Known) -> Told:
    """Answer the history with the steps that have ended since; those of whom nothing is known any more are empty."""
    if known.is_away:
        return told
    end = known.minute - known.minute % LENGTH
    last = int(told.get("end", 0))
    if last >= end:
        return told
    steps = list(told.get("steps", ()))
    begin = max(last, end - MOST_STEPS * LENGTH) if last else end - (MINUTES // LENGTH - 1) * LENGTH
    steps += [_written(known.between(at, at + LENGTH)) for at in range(begin, end, LENGTH)]
    return {"end": end, "steps": steps[-MOST_STEPS:]}


def read(steps: Sequence[Sequence[Any]]) -> tuple[Step, ...]:
    """Read steps from the read model."""
    return tuple(Step(*step) for step in steps)


def moment(minute: int) -> datetime:
    """Answer when a minute begins."""
    return datetime.fromtimestamp(minute * 60, UTC)


def _written(figures: Figures) -> list[int | None]:
    return [figures.calls, figures.failed, figures.percentile(0.5), figures.percentile(0.95)]
