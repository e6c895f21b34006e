"""One call, guarded: whether it may begin, whether it is tried once more, and what it says about the other side."""

import random
import time
import uuid
from collections.abc import Callable
from typing import Final

from integrations.connections.types import NO_RECORD, Access
from integrations.errors import Reason, UnavailableError
from integrations.http.deadline import Deadline

from . import background, books, rules, together
from .books import Place
from .types import FAULTS, OURS, WORTH_ANOTHER_TRY, Ended, Permission, Verdict
from .watched import watched

BEFORE_ANOTHER_TRY: Final = (0.05, 0.2)
"""Seconds, drawn anew each time: who failed together does not come back together."""
AFTER_THROTTLING: Final = 5.0
"""Seconds to stay away from who asks for patience and does not say for how long."""
REFUSED: Final = {
    Permission.RESTING: Reason.RESTING,
    Permission.KEPT_BACK: Reason.RESTING,
    Permission.CROWDED: Reason.CROWDED,
}


def call[T](
    tenant: uuid.UUID,
    access: Access,
    do: Callable[[], T],
    *,
    is_safe: bool,
    deadline: Deadline,
    meanwhile: Callable[[], object] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """Make a call to a municipality's connection, unless it rests or is crowded; tried once more where that is safe.

    :param do: makes the call; raises `UnavailableError` when there is no usable answer.
    :param is_safe: whether doing it twice does no harm.
    :param meanwhile: what there is to do while it is found out whether the call may begin: it raises nothing, and may
        be called again, or not at all.
    :raises UnavailableError: what `do` raised, or *resting* or *crowded* without it having been called.
    """
    if access.key == NO_RECORD:  # tried before it is saved: nobody else uses it
        return do()
    try:
        return _attempt(tenant, access, do, deadline, meanwhile, is_safe=is_safe)
    except UnavailableError as error:
        if not (is_safe and _is_worth_another_try(error)):
            raise
        place = _place_for_another_try(tenant, access, deadline, sleep)
        if place is None:
            raise
    return _make(place, access, do, deadline, is_safe=is_safe)


def _attempt[T](
    tenant: uuid.UUID,
    access: Access,
    do: Callable[[], T],
    deadline: Deadline,
    meanwhile: Callable[[], object] | None,
    *,
    is_safe: bool,
) -> T:
    left = deadline.left(access.limits.total)
    place = together.claimed(tenant, access) or _take(
        tenant, access, left, is_retry=False, meanwhile=meanwhile
    )
    if isinstance(place, Permission):
        raise UnavailableError(REFUSED[place])
    return _make(place, access, do, deadline, is_safe=is_safe)


def _take(
    tenant: uuid.UUID,
    access: Access,
    left: float,
    *,
    is_retry: bool,
    meanwhile: Callable[[], object] | None = None,
) -> Place | Permission:
    return books.take(
        tenant,
        access.key,
        at_once=access.limits.at_once,
        lease=int(left * 1_000) + rules.MARGIN,
        is_retry=is_retry,
        is_background=background.is_background(),
        meanwhile=meanwhile,
    )


def _is_worth_another_try(error: UnavailableError) -> bool:
    return error.reason in WORTH_ANOTHER_TRY and not error.retry_after


def _place_for_another_try(
    tenant: uuid.UUID, access: Access, deadline: Deadline, sleep: Callable[[float], None]
) -> Place | None:
    """Wait a moment and take a place again, where time, breaker and budget allow it."""
    pause = random.uniform(*BEFORE_ANOTHER_TRY)  # noqa: S311 - spreads calls, guards nothing
    try:
        if deadline.left() <= pause:
            return None
        sleep(pause)
        place = _take(tenant, access, deadline.left(access.limits.total), is_retry=True)
    except UnavailableError:
        return None
    return place if isinstance(place, Place) else None


def _make[T](place: Place, access: Access, do: Callable[[], T], deadline: Deadline, *, is_safe: bool) -> T:
    started, ended = time.monotonic(), Ended(place.token, Verdict.NEUTRAL, outcome="other")
    had_time = _left(deadline) >= min(rules.FAIR_CHANCE, access.limits.total * 0.9)
    try:
        with watched(place, is_safe=is_safe):
            answer = do()
        ended = Ended(place.token, Verdict.GOOD, milliseconds=_since(started))
        return answer
    except UnavailableError as error:
        ended = _ended(place.token, error, _since(started), had_time=had_time)
        raise
    finally:  # also when the thread is told to stop: the place is free again at once
        books.give_back(place, ended)


def _left(deadline: Deadline) -> float:
    try:
        return deadline.left()
    except UnavailableError:
        return 0.0


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1_000)


def _ended(token: str, error: UnavailableError, milliseconds: int, *, had_time: bool) -> Ended:
    verdict, is_throttled = _verdict(error.reason, had_time=had_time), error.reason is Reason.THROTTLED
    is_ours = error.reason is Reason.TOO_SLOW and not had_time
    rest = error.retry_after or (AFTER_THROTTLING if is_throttled else 0.0)
    return Ended(
        token,
        verdict,
        rest=max(int(rest * 1_000), 0) if error.reason in FAULTS else 0,
        is_throttled=is_throttled,
        jitter=random.uniform(*rules.JITTER),  # noqa: S311 - spreads calls, guards nothing
        outcome="other" if is_ours else error.reason.value,
        milliseconds=milliseconds,
    )


def _verdict(reason: Reason, *, had_time: bool) -> Verdict:
    if reason in OURS or (reason is Reason.TOO_SLOW and not had_time):
        return Verdict.NEUTRAL
    if reason is Reason.THROTTLED:
        return Verdict.GOOD  # it lives; it is left alone for as long as it asks
    return Verdict.BAD if reason in FAULTS else Verdict.GOOD
