"""A register: entries by key, each once."""

from collections.abc import Iterator
from typing import Protocol


class Entry(Protocol):
    """What stands in a register."""

    @property
    def key(self) -> str:
        """Name the entry, once in its register."""

    @property
    def feature(self) -> str:
        """Name the feature that it belongs to."""


class Register[E: Entry]:
    """Entries of one kind, in the order in which they were added."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, E] = {}

    def add(self, entry: E) -> None:
        """Add an entry; adding an equal one again changes nothing.

        :raises ValueError: when another entry has this key.
        """
        there = self._entries.setdefault(entry.key, entry)
        if there != entry:
            raise ValueError(f"{entry.key} stands in the register '{self.name}' already.")

    def get(self, key: str) -> E:
        """Answer the entry with this key.

        :raises KeyError: when there is none.
        """
        return self._entries[key]

    def of(self, feature: str) -> list[E]:
        """List the entries of one feature."""
        return [entry for entry in self if entry.feature == feature]

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[E]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)
