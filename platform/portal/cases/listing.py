"""A list of cases out of what all case systems told: merged, with what could not be had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations import sources
from integrations.outcomes import Outcome
from integrations.zgw.types.cases import CasePage
from integrations.zgw.types.options import Options

from . import joining
from .types import CaseSystem, Filter, Shown

TITLE: Final = gettext_lazy("Uw zaken")
NOUNS: Final = (gettext_lazy("zaak"), gettext_lazy("zaken"))
RUNNING, FINISHED = "lopend", "afgerond"
STATES: Final = {
    "": gettext_lazy("Alle"),
    RUNNING: gettext_lazy("Lopend"),
    FINISHED: gettext_lazy("Afgerond"),
}
AFTER: Final = "na"


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page with cases shows."""

    every: Sequence[Shown] = ()
    """What needs somebody first, and then the newest action."""
    state: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    """Where the next part begins, by the slug of the system."""
    notes: Sequence[sources.Shown] = ()
    """Of systems that told something, but not all, or not now."""
    gaps: Sequence[sources.Shown] = ()
    """Systems that told nothing."""
    unknown: int = 0
    """Cases of kinds that nobody knows yet."""
    unread: Mapping[UUID, Sequence[str]] = field(default_factory=dict)
    """By case system: the versions of types that a worker is to read."""

    @property
    def cases(self) -> Sequence[Shown]:
        """List what the choice leaves."""
        return [one for one in self.every if self.state in {"", _state(one)}]

    @property
    def needing(self) -> Sequence[Shown]:
        """List what waits for somebody."""
        return [one for one in self.cases if one.need]

    @property
    def others(self) -> Sequence[Shown]:
        """List the others."""
        return [one for one in self.cases if not one.need]

    @property
    def is_whole(self) -> bool:
        """Tell whether there are no more than these, as far as anybody knows."""
        return not (self.more or self.gaps or self.notes or self.unknown)

    @property
    def count(self) -> str:
        """Say how many there are; a plus where there may be more.

        What a system counts is not told: cases that are not for citizens may be among them.
        """
        return f"{len(self.every)}{'' if self.is_whole else '+'}"

    @property
    def filters(self) -> list[Filter]:
        """List the choices, each with how many there are of what is here, unless it may be any number."""
        plus = "+" if self.more or self.gaps else ""
        found = []
        for key, label in STATES.items():
            number = sum(key in {"", _state(one)} for one in self.every)
            url = f"?{urlencode({'toon': key})}" if key else "?"
            count = f" ({number}{plus})" if number or not plus else ""
            found.append(Filter(f"{label}{count}", url, self.state == key))
        return found

    @property
    def more_url(self) -> str:
        """Answer where the next part is; empty where there is none."""
        if not self.more:
            return ""
        pairs = [(AFTER, f"{slug}:{place}") for slug, place in self.more.items()]
        return f"?{urlencode([*pairs, *([('toon', self.state)] if self.state else [])])}"


def page_of(systems: Sequence[CaseSystem]) -> sources.Page:
    """Say of which parts the page is made: one for each case system, by name where there are several."""
    several = len(systems) > 1
    parts = {
        each.slug: sources.Part(
            _("Zaken uit %s") % each.name if several and each.name else TITLE,
            "cases/parts/late_list.html",
            CasePage,
            NOUNS,
            _("Geen zaken."),
        )
        for each in systems
    }
    return sources.Page("cases:list", later="cases:later", parts=parts)


def listing(
    systems: Sequence[CaseSystem],
    outcomes: Mapping[str, Outcome[CasePage]],
    options: Options,
    *,
    state: str = "",
) -> Listing:
    """Make one list of what came."""
    page, by_slug = page_of(systems), {each.slug: each for each in systems}
    came = {slug: outcome.value for slug, outcome in outcomes.items() if outcome.value is not None}
    joined = {slug: joining.joined(by_slug[slug].key, told.cases, options) for slug, told in came.items()}
    shown = page.shown(outcomes)
    return Listing(
        every=in_order([one for each in joined.values() for one in each.cases]),
        state=state if state in STATES else "",
        more={slug: told.more for slug, told in came.items() if told.more},
        notes=[_noted(one) for one in shown if one.outcome.is_answered and _has_note(one.outcome)],
        gaps=[one for one in shown if not one.outcome.is_answered],
        unknown=sum(each.unknown for each in joined.values()),
        unread={by_slug[slug].key: each.unread for slug, each in joined.items() if each.unread},
    )


def in_order(cases: Sequence[Shown]) -> list[Shown]:
    """Put what needs somebody first, by its deadline, and then what happened last."""
    newest = sorted(cases, key=lambda one: (one.case.last_action, one.number), reverse=True)
    return sorted(newest, key=lambda one: (one.need is None, _until(one)))


def _until(one: Shown) -> date:
    return (one.need.until if one.need else None) or date.max


def _state(one: Shown) -> str:
    return RUNNING if one.is_running else FINISHED


def _has_note(outcome: Outcome[CasePage]) -> bool:
    is_lost = outcome.is_cut and outcome.reason is not None
    return bool(outcome.missing or outcome.as_of or outcome.later or is_lost)


def _noted(shown: sources.Shown) -> sources.Shown:
    return replace(shown, template="cases/parts/nothing.html")
