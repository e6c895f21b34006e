"""Judge how a connection is doing: pure arithmetic on what is known."""

from typing import Final

from integrations.connections.guard.types import Phase
from integrations.connections.types import Finding, Limits
from integrations.errors import Reason

from .probing import Probe
from .reading import Known
from .subjects import Subject
from .types import Cause, State

BROKEN: Final = 0.5
"""From this part of failed calls on it is *failing*, over two minutes."""
FLAKY: Final = 0.05
"""From this part on it is *degraded*, over five."""
ENOUGH: Final = 5
"""Calls from which on a part says something."""
IN_ROW: Final = 3
"""Failures in a row, with nothing good after them."""
SLOW: Final = 0.6
"""Of the time that a call may take: when one of twenty calls takes longer, it is *degraded*."""

UNTOLD: Final = frozenset({Finding.SUBSCRIPTION_MISSING.value, Finding.SUBSCRIPTION_REFUSED.value})
"""What was found of a subscription that is no use."""
IN_DOUBT: Final = UNTOLD | {Cause.UNSEEN.value}

type Judgement = tuple[State, str]


def judge(subject: Subject, known: Known, probe: Probe | None) -> Judgement:
    """Answer the state, and the code of its cause."""
    if subject.paused:
        return subject.paused, ""
    if subject.access is None:
        return State.FAILING, Reason.SECRET_UNREADABLE.value
    if probe is not None and probe.cause:
        return State.FAILING, probe.cause
    return _failing(known, probe) or _degraded(known, subject.access.limits) or _healthy(known, probe)


def with_news(judgement: Judgement, subscription: str) -> Judgement:
    """Answer the judgement of a system that does not tell its news any more: it can be read, and half of it is gone."""
    state, _cause = judgement
    if subscription in IN_DOUBT and state in {State.HEALTHY, State.DEGRADED, State.UNKNOWN}:
        return State.DEGRADED, subscription
    return judgement


def _failing(known: Known, probe: Probe | None) -> Judgement | None:
    lately = known.last(2)
    is_broken = lately.calls >= ENOUGH and lately.error_rate >= BROKEN
    if probe is not None:  # it answered just now
        return None
    if known.standing.phase is not Phase.CLOSED or known.standing.in_row >= IN_ROW or is_broken:
        return State.FAILING, known.bad_reason
    return None


def _degraded(known: Known, limits: Limits) -> Judgement | None:
    lately = known.last(5)
    if lately.failed > 1 and lately.error_rate >= FLAKY:
        return State.DEGRADED, Cause.FLAKY.value
    if lately.turned_away:
        return State.DEGRADED, Cause.CROWDED.value
    slowest = lately.percentile(0.95)
    if lately.calls >= ENOUGH and slowest is not None and slowest >= SLOW * limits.total * 1_000:
        return State.DEGRADED, Cause.SLOW.value
    return None


def _healthy(known: Known, probe: Probe | None) -> Judgement:
    return (State.HEALTHY, "") if known.good_at or probe else (State.UNKNOWN, "")
