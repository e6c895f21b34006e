"""Read what another system sent, field by field, and say where it is not what was agreed (faults F08, F10).

A field that must be there and is not spoils its row; one that may be absent is None then. What is written down is the
path of the field, never what stood there.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

LONGEST: Final = 10_000
"""Characters of a text: what is longer is not what was asked for."""
YEARS: Final = range(1800, 2300)
"""Years that a date can be of; 9999 stands for 'never'."""
UUID_AT_END: Final = re.compile(r"(?:^|/)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?$", re.IGNORECASE)


class UnreadableError(ValueError):
    """Raised where something is not what was agreed; `path` says which field."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Item:
    """An object of JSON: `text`, `day` and so on raise, `maybe(…)` answers None where it cannot be read."""

    def __init__(self, told: object, path: str = "", degraded: list[str] | None = None) -> None:
        """:raises UnreadableError: when it is no object."""
        if not isinstance(told, Mapping):
            raise UnreadableError(path or "-")
        self._told, self._path = told, path
        self.degraded = [] if degraded is None else degraded
        """Paths of fields that may be absent, and were there but unreadable."""

    def text(self, name: str, *, longest: int = LONGEST) -> str:
        """Answer a text that is not empty."""
        told = self._must(name, str)
        if not told.strip() or len(told) > longest or "\x00" in told:
            raise UnreadableError(self._at(name))
        return str(told)

    def number(self, name: str) -> int:
        """Answer a whole number."""
        return int(self._must(name, int))

    def truth(self, name: str) -> bool:
        """Answer yes or no."""
        return bool(self._must(name, bool))

    def truths(self) -> frozenset[str]:
        """Answer which fields say yes, where an object is a list of marks."""
        return frozenset(name for name, told in self._told.items() if told is True)

    def day(self, name: str) -> date:
        """Answer a date; of a moment that day."""
        told = self.text(name)
        return self._in_time(name, self._made(name, lambda: date.fromisoformat(told[:10])))

    def moment(self, name: str) -> datetime:
        """Answer a moment, which has a time zone: UTC where it says none."""
        told = self.text(name)
        found = self._in_time(name, self._made(name, lambda: datetime.fromisoformat(told)))
        return found if found.tzinfo else found.replace(tzinfo=UTC)

    def uuid(self, name: str) -> UUID:
        """Answer a UUID, which may stand at the end of a URL, with or without a slash behind it."""
        found = UUID_AT_END.search(self.text(name))
        if found is None:
            raise UnreadableError(self._at(name))
        return UUID(found[1])

    def choice[T](self, name: str, known: Mapping[str, T]) -> T:
        """Answer our word for theirs."""
        told = self.text(name)
        if told not in known:
            raise UnreadableError(self._at(name))
        return known[told]

    def inside(self, name: str) -> "Item":
        """Answer the object in a field."""
        return Item(self._told.get(name), self._at(name), self.degraded)

    def each[T](self, name: str, read: Callable[["Item"], T]) -> list[T]:
        """Read a list in a field, where one bad item spoils the whole."""
        path = self._at(name)
        return [read(Item(told, f"{path}[]", self.degraded)) for told in self._must(name, list)]

    def texts(self, name: str, *, longest: int = LONGEST) -> list[str]:
        """Answer a list of texts, where one that is no text spoils the whole."""
        told = self._must(name, list)
        if any(type(one) is not str or len(one) > longest or "\x00" in one for one in told):
            raise UnreadableError(self._at(name))
        return list(told)

    def maybe[T](self, read: Callable[..., T], name: str, *args: Any, **kwargs: Any) -> T | None:
        """Read a field that may be absent, as `item.maybe(item.day, "einddatum")`."""
        if self._told.get(name) in (None, "") or self._is_never(name):
            return None
        try:
            return read(name, *args, **kwargs)
        except UnreadableError as error:
            self.degraded.append(error.path)
            return None

    def _is_never(self, name: str) -> bool:
        told = self._told.get(name)
        return isinstance(told, str) and bool(re.match(r"9\d{3}-\d\d-\d\d", told))

    def _must(self, name: str, kind: type) -> Any:
        told = self._told.get(name)
        if type(told) is not kind:
            raise UnreadableError(self._at(name))
        return told

    def _made[T](self, name: str, make: Callable[[], T]) -> T:
        try:
            return make()
        except (ValueError, OverflowError):
            raise UnreadableError(self._at(name)) from None

    def _in_time[D: date](self, name: str, found: D) -> D:
        if found.year not in YEARS:
            raise UnreadableError(self._at(name))
        return found

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name
