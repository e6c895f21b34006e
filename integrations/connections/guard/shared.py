"""The book that all processes share: two scripts in Redis."""

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from weakref import WeakSet

import redis
from django.conf import settings

from . import breaker, figures, rules
from .types import Asked, Ended, Permission, Standing
from .wires import AwayError, Wires

__all__ = ["AwayError", "SharedBook", "book"]

TROUBLED: Final = "shared:connections:changed"
"""Municipalities of which a breaker opened or closed: their state is written anew at once."""
_RULES: Final = "".join(
    f"local {name} = {number}\n" for name, number in vars(rules).items() if isinstance(number, int)
)
"""What the scripts know of `rules`."""


class _Script:
    """A script, sent whole only to a Redis that does not know it."""

    def __init__(self, name: str) -> None:
        self.text = _RULES + (Path(__file__).parent / name).read_text(encoding="utf-8")
        self.digest = hashlib.sha1(self.text.encode(), usedforsecurity=False).hexdigest()
        self._known_by: WeakSet[Any] = WeakSet()

    def say(self, wire: Any, keys: Sequence[str], words: Sequence[Any]) -> None:
        """Send its name alone on a line that has sent its text: nobody may listen to hear that it is unknown."""
        if wire in self._known_by:
            wire.send_command("EVALSHA", self.digest, len(keys), *keys, *words)
        else:
            wire.send_command("EVAL", self.text, len(keys), *keys, *words)
            self._known_by.add(wire)

    def run(self, wire: Any, keys: Sequence[str], words: Sequence[Any]) -> Any:
        try:
            self.say(wire, keys, words)
            return wire.read_response()
        except redis.exceptions.NoScriptError:
            wire.send_command("EVAL", self.text, len(keys), *keys, *words)
            return wire.read_response()


class SharedBook:
    """Breakers, places and figures of all processes."""

    def __init__(self, url: str) -> None:
        self._wires = Wires(url)
        self._take, self._give_back = _Script("take.lua"), _Script("give_back.lua")

    def take(
        self, key: str, asked: Asked, *, now: int | None = None, resting: int = 0, crowded: int = 0
    ) -> tuple[Permission, int]:
        """Let a call begin, as `breaker.take` does; with how often this process sent somebody away by itself.

        :raises AwayError: when Redis gives no answer.
        """
        words = [
            "" if now is None else now,
            asked.token,
            breaker.room(asked),
            asked.lease,
            int(asked.is_retry),
            int(asked.is_background),
            resting,
            crowded,
        ]
        permission, left = self._run(self._take, key, words)
        return Permission(permission), int(left)

    def give_back(self, key: str, ended: Ended, *, now: int | None = None) -> tuple[Standing, bool]:
        """Note how a call ended; answer how the breaker stands, and whether it opened or closed just now.

        :raises AwayError: when Redis gives no answer.
        """
        answer = self._run(self._give_back, key, _words(ended, now))
        left, in_row, trips, has_changed = answer
        return Standing(int(left), int(in_row), int(trips)), bool(has_changed)

    def say_given_back(self, key: str, ended: Ended) -> None:
        """Note how a call ended, without waiting to hear how the breaker stands.

        :raises AwayError: when it could not be said.
        """
        words = _words(ended, None)
        self._wires.say(lambda wire: self._give_back.say(wire, _keys(key), words))

    def ask(self, *commands: Sequence[Any]) -> list[Any]:
        """Ask for several things in one go.

        :raises AwayError: when Redis gives no answer.
        """
        return list(self._wires.ask(lambda wire: _all(wire, commands)))

    def close(self) -> None:
        """Let go of the connections."""
        self._wires.close()

    def _run(self, script: _Script, key: str, words: Sequence[Any]) -> Any:
        return self._wires.ask(lambda wire: script.run(wire, _keys(key), words))


def _keys(key: str) -> Sequence[str]:
    return [key, f"{key}:p"]


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


def _all(wire: Any, commands: Sequence[Sequence[Any]]) -> list[Any]:
    wire.send_packed_command(wire.pack_commands(commands))
    answers = []
    for _command in commands:
        try:
            answers.append(wire.read_response())
        except redis.exceptions.ResponseError as error:
            answers.append(error)
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return answers


@functools.cache
def book() -> SharedBook:
    """Answer the one of this process."""
    return SharedBook(settings.REDIS_URL)
