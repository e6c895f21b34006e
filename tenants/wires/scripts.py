"""What is said on a line: plain commands, and scripts by their name."""

import hashlib
from collections.abc import Sequence
from typing import Any
from weakref import WeakSet

from .lines import Order


class Script:
    """A script, sent whole only once on each line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
        self._known_by: WeakSet[Any] = WeakSet()

    def order(self, keys: Sequence[str], words: Sequence[Any]) -> Order:
        """Name it alone on a line that has sent its text."""

        def words_for(wire: Any) -> Sequence[Any]:
            if wire in self._known_by:
                return ["EVALSHA", self._digest, len(keys), *keys, *words]
            self._known_by.add(wire)
            return ["EVAL", self._text, len(keys), *keys, *words]

        return words_for


def plain(words: Sequence[Any]) -> Order:
    """Say a command as it is."""
    return lambda wire: words
