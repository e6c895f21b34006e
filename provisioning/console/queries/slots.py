"""The slots of a theme as people read them: value, where it comes from, and what was repaired."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from provisioning.console import brand_texts, slot_texts
from themes import slots
from themes.importing import wording
from themes.slots import Kind, Values
from themes.types import Finding, Origin, Provenance, Reason, Severity

ASKED: Final = re.compile(r"(\S+) on (\S+): ([\d.]+), needs ([\d.]+) \(([\d.]+)\)")
"""As `themes.contrast.Failure` writes it."""
ADVICE: Final = frozenset({Reason.ADVICE_CONTRAST, Reason.ADVICE_SIZE, Reason.ADVICE_LINE})


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One slot."""

    slot: str
    name: str
    value: str
    colour: str
    """To draw; empty for what is no colour."""
    said: str
    """Where it comes from."""
    origin: str
    before: str = ""
    delta: str = ""
    asked: tuple[str, ...] = ()
    """Why it was repaired."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The slots of one part of a page."""

    key: str
    title: Promise
    rows: tuple[SlotRow, ...]

    @property
    def repaired(self) -> int:
        """Count those that were repaired."""
        return sum(bool(row.before) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an import's report."""

    where: str
    said: str


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say of an import."""

    refused: tuple[Line, ...]
    skipped: tuple[Line, ...]
    notes: tuple[Line, ...]
    advice: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A slot that has another value than it had."""

    name: str
    before: str
    after: str
    is_colour: bool


def groups(values: Values, provenance: Iterable[Provenance]) -> tuple[Rows, ...]:
    """List all slots, part by part, those by which people know a municipality first."""
    known = {each.slot: each for each in provenance}
    plain = slots.plain(values)
    return tuple(
        Rows(
            group.key,
            group.title,
            tuple(_row(name, plain[name], known[name]) for name in group.slots if name in known),
        )
        for group in slot_texts.GROUPS
    )


def repaired(found: Iterable[Rows]) -> list[SlotRow]:
    """List what has another colour than came in."""
    return [row for group in found for row in group.rows if row.before]


def report(findings: Iterable[Finding]) -> Report:
    """Sort the lines of a report by what they mean."""
    lines = [(each, Line(wording.where(each), wording.finding(each))) for each in findings]
    advice = tuple(line for each, line in lines if each.reason in ADVICE)
    others = [(each, line) for each, line in lines if each.reason not in ADVICE]
    by = {
        severity: tuple(line for each, line in others if each.severity is severity) for severity in Severity
    }
    return Report(by[Severity.REFUSED], by[Severity.SKIPPED], by[Severity.NOTE], advice)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """List the slots that differ between two sets of values as they are kept."""
    return tuple(
        Difference(
            slot_texts.name(name),
            _words(name, before.get(name, "")),
            _words(name, after[name]),
            slots.SLOTS[name].kind is Kind.COLOUR,
        )
        for name in slot_texts.NAMES
        if name in after and before.get(name) != after[name]
    )


def _row(name: str, value: str, found: Provenance) -> SlotRow:
    is_colour = slots.SLOTS[name].kind is Kind.COLOUR
    return SlotRow(
        slot=name,
        name=slot_texts.name(name),
        value=_words(name, value),
        colour=value if is_colour else "",
        said=_origin(found),
        origin=found.origin.value,
        before=found.before,
        delta=f"{found.delta:.1f}".replace(".", ",") if found.before else "",
        asked=tuple(_asked(each) for each in found.asked),
    )


def _words(name: str, value: Any) -> str:
    if slots.SLOTS[name].kind is Kind.FONT:
        return str(brand_texts.FONTS.get(str(value), value))
    return str(value)


def _origin(found: Provenance) -> str:
    """Say where a value comes from; of a slot that it follows, the name in words."""
    if found.origin in {Origin.SIBLING, Origin.DERIVED}:
        found = replace(found, source=slot_texts.name(found.source))
    return wording.provenance(replace(found, repaired=False, before=""))


def _asked(text: str) -> str:
    found = ASKED.fullmatch(text)
    if not found:
        return ""
    front, ground, measured, needed, criterion = found.groups()
    return _(
        "%(front)s op %(ground)s had een contrast van %(measured)s; nodig is %(needed)s (WCAG %(criterion)s)."
    ) % {
        "front": " / ".join(slot_texts.name(each) for each in front.split("/")),
        "ground": slot_texts.name(ground),
        "measured": measured.replace(".", ","),
        "needed": needed.replace(".", ","),
        "criterion": criterion,
    }


def every(found: Iterable[Rows]) -> list[SlotRow]:
    """List the slots of all parts."""
    return [row for group in found for row in group.rows]
