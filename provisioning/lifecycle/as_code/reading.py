"""Read a file's text: YAML without its traps (attacks on parsers: ADR 0035).

Only mappings, lists, texts, numbers, true, false and null are made; nothing is constructed, nothing refers to anything
else. Size, depth and number are bounded before anything is built. A word such as `no`, a day, or a number that begins
with a nought is a text, as whoever wrote it meant.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _

from .types import Document, FileError, Refusal

LARGEST: Final = 131_072
"""Bytes."""
DEEPEST: Final = 8
MOST: Final = 10_000
"""Things in a file."""
INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})")
DECIMAL: Final = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{0,15}([eE][-+][0-9]{1,2})?")
WORDS: Final = {"true": True, "false": False, "null": None, "~": None, "": None}


def read(given: str | bytes) -> Document:
    """Read a file.

    :raises FileError: when it is too large, no YAML, or of a kind of YAML that is not read here.
    """
    text = decoded(given)
    try:
        told, lines = _Builder().build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refused(
            mark.line + 1 if mark else 1, _("Dit is geen YAML. Kijk naar inspringing en tekens.")
        ) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _refused(line, _("Hier staat een teken dat niet in een bestand hoort.")) from None
    if not isinstance(told, dict):
        raise _refused(1, _("Hier horen secties, zoals “municipality:” en “features:”."))
    return Document(told, lines)


def decoded(given: str | bytes) -> str:
    """Answer the text of a file.

    :raises FileError: when it is too large, or no text.
    """
    size = len(given if isinstance(given, bytes) else given.encode("utf-8", "replace"))
    if size > LARGEST:
        raise _refused(1, _("Dit bestand is te groot: ten hoogste %d kB.") % (LARGEST // 1024))
    if isinstance(given, str):
        return given
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(1, _("Dit bestand is geen tekst in UTF-8.")) from None


def _refused(line: int, text: str, place: str = "") -> FileError:
    return FileError([Refusal(line, place, text)])


class _Open:
    """A mapping or list that is being filled."""

    def __init__(self, place: str, value: dict[str, Any] | list[Any]) -> None:
        self.place, self.value = place, value
        self.key: str | None = None


class _Builder:
    """Builds values out of what the parser tells, and notes the line of each."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.stack: list[_Open] = []
        self.found: Any = None
        self.documents = 0
        self.twice: list[Refusal] = []

    def build(self, text: str) -> tuple[Any, dict[str, int]]:
        """Answer the value of the only document, and the lines of all places."""
        for number, event in enumerate(_events(text)):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if number > MOST:
                raise _refused(line, _("Er staat te veel in dit bestand."))
            self._take(event, line)
        if self.twice:
            raise FileError(self.twice)
        return self.found, self.lines

    def _take(self, event: yaml.Event, line: int) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise _refused(line, _("Zet één gemeente in één bestand: “---” mag maar één keer."))
            case yaml.AliasEvent():
                raise _refused(
                    line, _("Verwijzingen binnen het bestand (* en &) mogen niet. Schrijf het uit.")
                )
            case yaml.ScalarEvent():
                _plain_only(event, line)
                self._scalar(event, line)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                _plain_only(event, line)
                self._begin({} if isinstance(event, yaml.MappingStartEvent) else [], line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            self._key(top, event.value, line)
        else:
            self._put(_value(event), line)

    def _key(self, top: _Open, key: str, line: int) -> None:
        place = _below(top.place, key)
        if key in top.value:
            self.twice.append(Refusal(line, place, _("Deze naam staat er twee keer.")))
        self.lines.setdefault(place, line)
        top.key = key

    def _begin(self, value: dict[str, Any] | list[Any], line: int) -> None:
        if len(self.stack) >= DEEPEST:
            raise _refused(line, _("Dit bestand is te diep genest."))
        self.stack.append(_Open(self._put(value, line), value))

    def _put(self, value: Any, line: int) -> str:
        """Put a value where it belongs; answer its place."""
        if not self.stack:
            self.found = value
            return ""
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
            place = _below(top.place, str(len(top.value)))
            self.lines[place] = line
            return place
        if top.key is None:
            raise _refused(line, _("Een naam moet een woord zijn."))
        place = _below(top.place, top.key)
        top.value.setdefault(top.key, value)
        top.key = None
        return place


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.SafeLoader)
    return events


def _plain_only(event: Any, line: int) -> None:
    if event.anchor is not None:
        raise _refused(line, _("Verwijzingen binnen het bestand (* en &) mogen niet. Schrijf het uit."))
    if event.tag is not None:
        raise _refused(line, _("Soorten van YAML (met een uitroepteken) mogen niet."))


def _value(event: yaml.ScalarEvent) -> Any:
    text = str(event.value)
    if event.style is not None:
        return text
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) else text


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
