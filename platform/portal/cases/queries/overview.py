"""The list of kinds of cases, as functional managers look through it (P-172)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

from django.utils import timezone

from integrations.zgw.queries import history
from integrations.zgw.types import Change, Part, What
from portal.accounts.models import User
from portal.cases.kinds import NOTHING_SET, Kind
from portal.cases.models.types import CatalogueLook

from . import configured, known, written
from .known import CaseSystem, Known
from .written import Key

FIRST_LOOK: Final = timedelta(days=30)
"""How far back somebody looks who never looked."""
MOST_SHOWN: Final = 200


class Mark(StrEnum):
    """What happened to a kind of cases since somebody last looked."""

    NEW = "new"
    CHANGED = "changed"
    NONE = ""


class Show(StrEnum):
    """Which of them to list."""

    ALL = ""
    NOTIFYING = "notifying"
    SILENT = "silent"
    UPLOADING = "uploading"
    ASKING = "asking"
    SET = "set"
    UNSET = "unset"
    RECENT = "recent"


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of cases in the list."""

    known: Known
    kind: Kind
    mark: Mark = Mark.NONE

    @property
    def query(self) -> str:
        """Answer it as it stands in an address."""
        return address_of(self.known.key)

    @property
    def is_set(self) -> bool:
        """Tell whether anything was set."""
        return self.kind != NOTHING_SET


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows."""

    lines: Sequence[Line]
    counts: Mapping[str, int]
    """For each choice of `Show` how many there are, in what was searched."""
    systems: Sequence[CaseSystem]
    gone: Sequence[str]
    """Kinds of cases of which something was set, and that are no longer there."""
    recent: int
    """How many changes there are since somebody last looked."""


TESTS: Final[Mapping[Show, Callable[[Line], bool]]] = {
    Show.ALL: lambda line: True,
    Show.NOTIFYING: lambda line: line.kind.notify,
    Show.SILENT: lambda line: not line.kind.notify,
    Show.UPLOADING: lambda line: line.kind.upload_enabled or bool(line.kind.upload_url),
    Show.ASKING: lambda line: line.kind.question_enabled,
    Show.SET: lambda line: line.is_set,
    Show.UNSET: lambda line: not line.is_set,
    Show.RECENT: lambda line: line.mark is not Mark.NONE,
}


def overview(user: User, *, system: str | None = None, words: str = "", show: Show = Show.ALL) -> Overview:
    """List the kinds of cases: three queries, and two for each case system."""
    systems = known.systems()
    there = known.every(systems)
    since = seen_until(user)
    changes = {each.connection: history.changes_since(each.connection, since) for each in systems}
    marks = {key: mark for each in systems for key, mark in _marks(each, changes[each.connection]).items()}
    kinds = configured.settings_of(each.stable for each in there)
    found = [
        Line(each, kinds[each.stable], marks.get((each.system.slug, each.stable.identification), Mark.NONE))
        for each in there
        if (system is None or each.system.slug == system) and _has(each, words)
    ]
    keys = {each.key for each in there}
    return Overview(
        lines=[line for line in found if TESTS[show](line)],
        counts=Counter(choice.value for line in found for choice, holds in TESTS.items() if holds(line)),
        systems=systems,
        gone=[_named(key) for key in map(written.key_of, written.all_set()) if key not in keys],
        recent=sum(map(len, changes.values())),
    )


def seen_until(user: User) -> datetime:
    """Answer until when somebody has seen what changed."""
    look = CatalogueLook.objects.filter(user=user).first()
    return look.until if look else timezone.now() - FIRST_LOOK


def address_of(key: Key) -> str:
    """Write a natural key as it stands in an address."""
    return urlencode(dict(zip(written.NATURAL, key, strict=True)))


def key_in(given: Mapping[str, str]) -> Key:
    """Read a natural key from an address or a form."""
    return (
        given.get("system", ""),
        given.get("domain", ""),
        given.get("rsin", ""),
        given.get("identification", ""),
    )


def _named(key: Key) -> str:
    return " ".join(part for part in key if part)


def _has(one: Known, words: str) -> bool:
    text = f"{one.case_type.name} {one.stable.identification} {one.stable.domain}".casefold()
    return all(word in text for word in words.casefold().split())


def _marks(system: CaseSystem, changes: Sequence[Change]) -> dict[tuple[str, str], Mark]:
    marks: dict[tuple[str, str], Mark] = {}
    for change in changes:
        if not change.case_type or (change.what is What.GONE and change.part is Part.CASE_TYPE):
            continue
        is_new = change.part is Part.CASE_TYPE and change.what is What.NEW and not change.differences
        key = (system.slug, change.case_type)
        marks[key] = Mark.NEW if is_new else marks.get(key, Mark.CHANGED)
    return marks
