"""Read lines of JSON that another installation wrote, and say what they would change (I-097).

Nothing is made: each line must be about something that there is here. What a line names is overwritten, all else stays.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from portal.cases.kinds import NOTHING_SET
from portal.cases.models.types import links
from tenants import shapes
from tenants.configuration import describing
from tenants.shapes import Shape

from . import carried, checking, known, written
from .exporting import CASE_TYPE, WHAT
from .known import Known, Parts
from .written import Key

LARGEST: Final = 25 * 1024 * 1024
MOST_LINES: Final = 200_000
MOST_ERRORS: Final = 200
PART_OF: Final = {what: part for part, what in WHAT.items()}


def _words(longest: int) -> Shape:
    """Want a text that the database can keep."""
    within = shapes.text(longest)

    def look(value: Any, place: str) -> Iterator[shapes.Problem]:
        yield from within(value, place)
        if isinstance(value, str) and any(
            letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value
        ):
            yield place, _("Deze tekst bevat tekens die niet mogen.")

    return look


def _maybe_number(value: Any, place: str) -> Iterator[shapes.Problem]:
    """Want a whole number, or nothing."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        yield place, _("Hier hoort een heel getal.")


_text, _line = _words(2_000), _words(1_000)
NATURAL: Final[Mapping[str, Shape]] = {"what": shapes.one_of(CASE_TYPE, *PART_OF)} | dict.fromkeys(
    written.NATURAL, _words(100)
)
FIELDS: Final[Mapping[str, Mapping[str, Shape]]] = {
    CASE_TYPE: {
        "description": _text,
        "upload_url": _line,
        "question_subject": _line,
        **dict.fromkeys(("notify", "upload_enabled", "question_enabled"), shapes.flag),
    },
    "step": {
        "order": _maybe_number,
        "deadline_days": _maybe_number,
        **dict.fromkeys(("notify", "action_required", "upload_enabled"), shapes.flag),
        **dict.fromkeys(("name", "text", "upload_text", "indicator", "indicator_text"), _text),
        **dict.fromkeys(("call_to_action_url", "call_to_action_text", "case_link_text"), _line),
    },
    "result": {"name": _text, "text": _text},
    "document": {"name": _text, "upload_enabled": shapes.flag, "notify": shapes.flag},
}
NEEDED: Final = {CASE_TYPE: (), "step": ("name",), "result": ("name",), "document": ("name",)}


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a line."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would change; nothing is done with it while there are errors."""

    lines: int
    wanted: tuple[dict[str, Any], ...] = ()
    changes: tuple[str, ...] = ()
    errors: tuple[RowError, ...] = ()
    more_errors: int = 0


@dataclass
class _Told:
    """What lines said of one case type, with the first line of each part."""

    kind: Known
    own: dict[str, Any] = field(default_factory=dict)
    own_line: int = 0
    parts: dict[str, dict[tuple[Any, ...], tuple[int, dict[str, Any]]]] = field(
        default_factory=lambda: {part: {} for part in written.PARTS}
    )

    def line_of(self, place: str) -> int:
        """Answer on which line stands what is at a place, or about what it is."""
        part, _dot, rest = place.partition(".")
        name = rest.rpartition(".")[0]
        rows = self.parts.get(part, {}).values()
        numbers = [number for number, each in rows if each["name"] == name]
        return next(iter(numbers), self.own_line or min(self._lines(), default=1))

    def _lines(self) -> Iterator[int]:
        return (number for rows in self.parts.values() for number, _each in rows.values())


def plan(text: str) -> Plan:
    """Say what a file would change, and what is wrong with it: a handful of queries, however long it is."""
    reading = _Reading()
    number = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if number > MOST_LINES:
            reading.wrong(number, _("Het bestand heeft te veel regels."))
            break
        if line.strip():
            reading.read(number, line)
    return reading.plan(number)


class _Reading:
    """One reading of a file."""

    def __init__(self) -> None:
        self.errors: list[RowError] = []
        self.told: dict[Key, _Told] = {}
        self.kinds: dict[tuple[str, str, str], list[Known]] = {}
        for kind in known.every():
            self.kinds.setdefault(kind.key[1:], []).append(kind)

    def wrong(self, line: int, text: str) -> None:
        """Keep what is wrong with a line."""
        self.errors.append(RowError(line, text))

    def read(self, number: int, line: str) -> None:
        """Take one line in."""
        row = self._parsed(number, line)
        kind = self._kind(number, row) if row else None
        if row is None or kind is None:
            return
        told = self.told.setdefault(kind.key, _Told(kind))
        fields = {name: each for name, each in row.items() if name not in NATURAL}
        if row["what"] == CASE_TYPE:
            if told.own_line:
                self.wrong(number, _("Dit zaaktype staat ook op regel %s.") % told.own_line)
            told.own, told.own_line = fields, told.own_line or number
            return
        rows = told.parts[PART_OF[row["what"]]]
        fields = written.blank_part(PART_OF[row["what"]], fields) | fields
        key = written.part_key(PART_OF[row["what"]], fields)
        if key in rows:
            self.wrong(number, _("Dit onderdeel staat ook op regel %s.") % rows[key][0])
        rows.setdefault(key, (number, fields))

    def plan(self, lines: int) -> Plan:
        """Compare with what is set now."""
        parts = known.parts_of([told.kind for told in self.told.values()])
        there = {written.key_of(value): value for value in written.all_set()}
        allows = links().allows
        before, after = [], []
        for key, told in self.told.items():
            was = written.tidy(carried.kept(there.get(key) or written.blank(key), parts[key]))
            wanted = self._merged(told, was, parts[key], allows)
            if wanted != was:
                before.append(was)
                after.append(wanted)
        errors = sorted(self.errors, key=lambda error: error.line)
        return Plan(
            lines=lines,
            wanted=() if errors else tuple(after),
            changes=tuple(describe(before, after)),
            errors=tuple(errors[:MOST_ERRORS]),
            more_errors=max(0, len(errors) - MOST_ERRORS),
        )

    def _parsed(self, number: int, line: str) -> dict[str, Any] | None:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            self.wrong(number, _("Dit is geen JSON."))
            return None
        what = row.get("what") if isinstance(row, dict) else None
        if not isinstance(what, str) or what not in FIELDS:
            self.wrong(number, _("Deze regel zegt niet waarover hij gaat."))
            return None
        shape = shapes.fields((*NATURAL, *NEEDED[what]), **{**NATURAL, **FIELDS[what]})
        problems = list(shape(row, ""))
        for place, text in problems:
            self.wrong(number, f"{place}: {text}")
        return None if problems else row

    def _kind(self, number: int, row: Mapping[str, Any]) -> Known | None:
        found = self.kinds.get((row["domain"], row["rsin"], row["identification"]), [])
        same = [kind for kind in found if kind.system.slug == row["system"]] or found
        if len(same) == 1:
            return same[0]
        if same:
            self.wrong(number, _("Dit zaaktype is er in meer zaaksystemen: het is niet duidelijk welk."))
        else:
            self.wrong(number, _("Dit zaaktype is hier niet: %s.") % row["identification"])
        return None

    def _merged(
        self, told: _Told, before: written.Value, now: Parts, allows: Callable[[str], bool]
    ) -> dict[str, Any]:
        """Overwrite what the lines name, and say which of them are about nothing here, or may not be."""
        said = {part: [each for _number, each in rows.values()] for part, rows in told.parts.items()}
        bound, lost = carried.onto({**written.blank(told.kind.key), **said}, now)
        for part, key in lost:
            self.wrong(told.parts[part][key][0], _("Dit onderdeel is hier niet: %s.") % key[0])
        merged = written.tidy(carried.over({**before, **told.own}, bound))
        for place, text in checking.problems(merged, allows=allows):
            self.wrong(told.line_of(place), f"{told.kind.case_type.name}, {place}: {text}")
        return merged


def describe(before: list[Any] | None, after: list[Any] | None) -> Iterator[str]:
    """Say in lines for people what differs."""
    old, new = ({written.key_of(each): each for each in values or ()} for values in (before, after))
    for key in sorted(old.keys() | new.keys()):
        was, now = (written.flat(each.get(key) or written.blank(key)) for each in (old, new))
        title = _("Zaaktype %s") % " ".join(part for part in key if part)
        names = {name: f"{title}, {written.label(name)}" for name in {**was, **now}}
        yield from describing.fields(names, _filled(was, now), _filled(now, was))


def _filled(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Give parts that only the other has their defaults."""
    return {**{name: default_of(name) for name in other}, **one}


def default_of(name: str) -> Any:
    """Answer what holds where nobody set the field behind a name of `written.flat`."""
    part, _dot, rest = name.partition(".")
    if not rest:
        return getattr(NOTHING_SET, name)
    return written.blank_part(part, {"name": ""})[rest.rpartition(".")[2]]
