"""The book that all processes share: three scripts in Redis."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from tenants.wires import AwayError, Script, Wires, plain

from . import breaker, figures, rules
from .types import Asked, Ended, Permission, Standing, Verdict

__all__ = ["AwayError", "SharedBook", "book"]

TROUBLED: Final = "shared:connections:changed"
"""Municipalities of which a breaker opened or closed: their state is written anew at once."""
_RULES: Final = "".join(
    f"local {name} = {number}\n" for name, number in vars(rules).items() if isinstance(number, int)
)
"""What the scripts know of `rules`."""


def _text(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


class SharedBook:
    """Breakers, places and figures of all processes."""

    def __init__(self, url: str) -> None:
        self._wires = Wires(url)
        before = _RULES + _text("waiting.lua")
        self._take, self._give_back, self._look = (
            Script(before + _text(name)) for name in ("take.lua", "give_back.lua", "look.lua")
        )

    def take(
        self,
        key: str,
        asked: Asked,
        *,
        now: int | None = None,
        resting: int = 0,
        crowded: int = 0,
        asks_again: bool = False,
        meanwhile: Callable[[], object] | None = None,
    ) -> tuple[Permission, int, int]:
        """Let a call begin, as `breaker.take` does, and say how many are under way.

        :param resting: how often this process sent somebody away by itself; `crowded` likewise.
        :param asks_again: whether nobody is sent away yet when there is no place.
        :param meanwhile: what there is to do while Redis thinks; may be called again.
        :raises AwayError: when Redis gives no answer.
        """
        words = _wish(asked, now, resting, crowded, asks_again=asks_again)
        return _granted(self._run(self._take, key, words, meanwhile))

    def take_together(self, key: str, asked: Sequence[Asked]) -> list[tuple[Permission, int, int]]:
        """Let several calls begin, in one question; who finds no place is not sent away yet.

        :raises AwayError: when Redis gives no answer.
        """
        orders = [self._take.order(_keys(key), _wish(one, None, 0, 0, asks_again=True)) for one in asked]
        return [_granted(answer) for answer in self._wires.ask(*orders)]

    def give_back(self, key: str, ended: Ended, *, now: int | None = None) -> tuple[Standing, bool]:
        """Note how a call ended; answer how the breaker stands, and whether it opened or closed just now.

        :raises AwayError: when Redis gives no answer.
        """
        answer = self._run(self._give_back, key, _words(ended, now))
        left, in_row, trips, has_changed = answer
        return Standing(int(left), int(in_row), int(trips)), bool(has_changed)

    def is_in_vain(self, key: str, *, now: int | None = None) -> bool:
        """Look whether it is in vain to wait for a call, as `breaker.is_in_vain` does.

        :raises AwayError: when Redis gives no answer.
        """
        return bool(self._run(self._look, key, ["" if now is None else now]))

    def say_given_back(self, key: str, ended: Ended) -> None:
        """Note how a call ended, soon, and without waiting to hear how the breaker stands.

        :raises AwayError: when nobody listens.
        """
        self._wires.say(self._give_back.order(_keys(key), _words(ended, None)))

    def say_later_given_back(self, key: str, ended: Ended) -> None:
        """Free a place when Redis is asked again: nothing is judged then, as nobody knows when the call ended."""
        self._wires.say_later(
            self._give_back.order(_keys(key), _words(replace(ended, verdict=Verdict.NEUTRAL, rest=0), None))
        )

    def ask(self, *commands: Sequence[Any]) -> list[Any]:
        """Ask for several things in one go.

        :raises AwayError: when Redis gives no answer.
        """
        return self._wires.ask(*(plain(command) for command in commands))

    def close(self) -> None:
        """Let go of the connections."""
        self._wires.close()

    def _run(
        self,
        script: Script,
        key: str,
        words: Sequence[Any],
        meanwhile: Callable[[], object] | None = None,
    ) -> Any:
        order = script.order(_keys(key), words)
        return (self._wires.ask(order, meanwhile=meanwhile) if meanwhile else self._wires.ask(order))[0]


def _keys(key: str) -> Sequence[str]:
    return [key, f"{key}:p", f"{key}:w"]


def _wish(asked: Asked, now: int | None, resting: int, crowded: int, *, asks_again: bool) -> Sequence[Any]:
    return [
        "" if now is None else now,
        asked.token,
        breaker.room(asked),
        asked.lease,
        int(asked.is_retry),
        int(asked.is_background),
        resting,
        crowded,
        int(asks_again),
    ]


def _granted(answer: Sequence[Any]) -> tuple[Permission, int, int]:
    permission, left, *taken = answer
    return Permission(permission), int(left), int(taken[0]) if taken else 0


def _words(ended: Ended, now: int | None) -> Sequence[Any]:
    return [
        "" if now is None else now,
        ended.token,
        ended.verdict.value,
        ended.rest,
        int(ended.is_throttled),
        ended.jitter,
        ended.outcome,
        figures.class_of(ended.milliseconds),
    ]


@functools.cache
def book() -> SharedBook:
    """Answer the one of this process."""
    return SharedBook(settings.REDIS_URL)
