"""The rules of breaker, bulkhead and budget, for one connection: pure arithmetic, the clock is handed in.

The scripts `take.lua` and `give_back.lua` say the same; `tests/integrations/connections/guard` compares them.
"""

from dataclasses import dataclass, field

from . import rules
from .types import Asked, Ended, Permission, Standing, Verdict

MINUTE = 60_000


@dataclass(slots=True)
class State:
    """What is known of a connection. Moments and periods are milliseconds."""

    until: int = 0
    """The end of the pause; 0 while the breaker is closed."""
    trips: int = 0
    in_row: int = 0
    probe: str = ""
    """The call that may try while the breaker is half-open, and until when it is believed to be alive."""
    probe_until: int = 0
    shy_until: int = 0
    """Work in the background stays away until then."""
    minute: int = 0
    calls: int = 0
    retries: int = 0
    tried: int = 0
    failed: int = 0
    places: dict[str, int] = field(default_factory=dict)
    """Calls under way, and when their places are free again whatever became of them."""
    waiting: dict[str, int] = field(default_factory=dict)
    """Those among them for which a citizen waits, and since when."""
    heard_at: int = 0
    """When it last gave a good answer."""
    longest: int = 0
    """How long citizens' calls took of late that ended well, at the most; 0 while none did."""

    def standing(self, now: int) -> Standing:
        """Answer how the breaker stands."""
        return Standing(max(self.until - now, 0), self.in_row, self.trips)


def take(state: State, asked: Asked, now: int) -> tuple[Permission, int]:
    """Let a call begin, and say whether it is the one that tries; or say why not, and for how many milliseconds."""
    _roll(state, now)
    if state.until > now:
        return Permission.RESTING, state.until - now
    if asked.is_background and state.shy_until > now:
        return Permission.KEPT_BACK, state.shy_until - now
    if state.until and state.probe_until > now:
        return Permission.RESTING, min(state.probe_until - now, rules.PROBED_BY_ANOTHER)
    if asked.is_retry and (state.retries + 1) * 100 > state.calls * rules.MOST_RETRIES:
        return Permission.SPENT, 0
    _forget_the_overdue(state, now)
    if not state.until and unanswered(state, now) >= rules.MOST_UNANSWERED:
        left = 1 if asked.is_background else max(state.waiting.values()) + rules.TRIED_AGAIN - now
        if left > 0:
            return Permission.RESTING, min(left, rules.PROBED_BY_ANOTHER)
    if len(state.places) >= room(asked):
        return Permission.CROWDED, 0
    _admit(state, asked, now)
    return Permission.GRANTED, int(state.probe == asked.token)


def room(asked: Asked) -> int:
    """Answer how many places there are for such a call: a quarter is kept for citizens (fault F06)."""
    return max(1, asked.at_once - asked.at_once // 4) if asked.is_background else asked.at_once


def unanswered(state: State, now: int) -> int:
    """Count the calls that wait for longer than is usual there, with nothing good since they began.

    Nobody knows what is usual of a connection that never answered.
    """
    if not state.longest:
        return 0
    patience = max(rules.LEAST_PATIENCE, rules.PATIENCE * state.longest)
    return sum(state.heard_at < began <= now - patience for began in state.waiting.values())


def is_in_vain(state: State, now: int) -> bool:
    """Tell whether it is in vain to wait for a call: it rests, or three wait in vain already."""
    if state.until:
        return state.until > now
    _forget_the_overdue(state, now)
    return unanswered(state, now) >= rules.MOST_UNANSWERED


def give_back(state: State, ended: Ended, now: int) -> Standing:
    """Note how a call ended, and answer how the breaker stands."""
    _roll(state, now)
    state.places.pop(ended.token, None)
    took = now - state.waiting.pop(ended.token, now)
    was_probe = state.probe == ended.token
    if was_probe:
        state.probe, state.probe_until = "", 0
    if was_probe or not state.until:  # what began before the pause has no say any more
        _judge(state, ended, now, took, was_probe=was_probe)
    if ended.rest:
        _rest(state, ended, now)
    return state.standing(now)


def _roll(state: State, now: int) -> None:
    if state.minute != now // MINUTE:
        state.minute = now // MINUTE
        state.calls = state.retries = state.tried = state.failed = 0


def _forget_the_overdue(state: State, now: int) -> None:
    state.places = {token: until for token, until in state.places.items() if until > now}
    state.waiting = {token: began for token, began in state.waiting.items() if token in state.places}


def _admit(state: State, asked: Asked, now: int) -> None:
    state.places[asked.token] = now + asked.lease
    if not asked.is_background:
        state.waiting[asked.token] = now
    if asked.is_retry:
        state.retries += 1
    else:
        state.calls += 1
    if state.until:
        state.probe, state.probe_until = asked.token, now + asked.lease


def _judge(state: State, ended: Ended, now: int, took: int, *, was_probe: bool) -> None:
    if ended.verdict == Verdict.NEUTRAL:
        return
    state.tried += 1
    if ended.verdict == Verdict.GOOD:
        state.in_row = state.until = state.trips = 0
        state.heard_at = now
        state.longest = max(took, state.longest - state.longest // rules.FORGETTING)
        return
    state.in_row += 1
    state.failed += 1
    _forget_the_overdue(state, now)
    too_often = state.tried >= rules.LEAST_TRIED and state.failed * 100 >= state.tried * rules.WORST_RATE
    # Who has waited in vain for so long is as good as a failure, also before his time is over.
    if was_probe or too_often or state.in_row + unanswered(state, now) >= rules.MOST_IN_ROW:
        _trip(state, ended.jitter, now)


def _trip(state: State, jitter: float, now: int) -> None:
    state.trips += 1
    pause = min(rules.FIRST_PAUSE * 2 ** min(state.trips - 1, 16), rules.LONGEST_PAUSE)
    state.until = now + int(pause * jitter)
    state.tried = state.failed = 0


def _rest(state: State, ended: Ended, now: int) -> None:
    """Leave it alone for as long as it asked; work in the background twice as long."""
    rest = min(ended.rest, rules.LONGEST_REST)
    state.until = max(state.until, now + rest)
    state.trips = max(state.trips, 1)
    if ended.is_throttled:
        state.shy_until = max(state.shy_until, now + 2 * rest)
