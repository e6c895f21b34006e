"""Draw an attempt by its number, carry it out, and search all that came out of it."""

import random
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from django.core.signals import request_finished
from django.db import connection

from tests.attacks import capturing
from tests.attacks.searching import Searcher, layers
from tests.attacks.storm import kinds
from tests.attacks.storm.drawing import login_of
from tests.attacks.storm.scene import Scene, Try

CLOSED_PLACES = frozenset({"log", "message", "sentry"})
MOST_TOLD = 4_000
"""Characters of the log that go with an attempt that broke."""
LONGEST_UNPACKED = 4_000
"""Characters of a text that is also unpacked: pages are searched as they are."""


@dataclass
class Tally:
    """What became of a number of attempts."""

    attempts: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    searched: int = 0
    leaks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


@cache
def _drawn(login: str) -> tuple[Sequence[kinds.Kind], Sequence[int]]:
    may = [kind for kind in kinds.every() if kind.login in ("", login)]
    return may, [kind.weight for kind in may]


def kind_of(number: int, seed: str) -> kinds.Kind:
    """Draw the kind of an attempt."""
    may, weights = _drawn(login_of(number))
    return random.Random(f"{seed}:{number}").choices(may, weights)[0]  # noqa: S311 - to be replayed


def carry_out(number: int, seed: str, scene: Scene, tally: Tally) -> Try:
    """Carry out one attempt and enter what became of it."""
    kind, attempt = kind_of(number, seed), Try(number, seed, scene)
    tally.attempts[kind.name] += 1
    broken = ""
    with capturing.listening() as caught:
        try:
            kind.run(attempt)
        except Exception as error:  # an attempt that fails in its own way has not held
            broken = "".join(traceback.format_exception(error, limit=-4))
            request_finished.send(sender=Try)  # gives a connection that is beyond use back
    attempt.outputs += [(place, text, place not in CLOSED_PLACES) for place, text in caught]
    leaks = search(attempt, scene.searcher, tally)
    tally.leaks += [f"attempt {number} ({kind.name}): {leak}" for leak in leaks]
    if not broken and not attempt.outcome:
        broken = "it showed nothing"
    if broken:
        told = "\n".join(text for place, text in caught if place == "log")[-MOST_TOLD:]
        tally.broken.append(f"attempt {number} ({kind.name}): {broken}{told}")
    elif not leaks:
        tally.held[kind.name] += 1
        tally.outcomes[attempt.outcome] += 1
    return attempt


def search(attempt: Try, searcher: Searcher, tally: Tally) -> set[str]:
    """Search all outputs of an attempt."""
    own, leaks = attempt.own.marks if attempt.own else None, set()
    for place, text, is_open in attempt.outputs:
        tally.searched += len(text)
        parts = layers(text) if len(text) <= LONGEST_UNPACKED else (text,)
        for part in parts:
            found = searcher.leaks(place, part, own, is_open=is_open, given=attempt.given)
            leaks.update(str(sighting) for sighting in found)
    return leaks


def forget_connection() -> None:
    """Close this thread's connection."""
    connection.close()
