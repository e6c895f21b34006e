"""The steps of a case: those that were, the one of now, and those that are to come (P-162, I-076)."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _

from integrations.zgw.queries import mirror
from integrations.zgw.types import StatusType
from integrations.zgw.types.cases import CaseFile, Status
from integrations.zgw.types.showing import last_step

from . import kinds

NOTHING: Final[Mapping[str, kinds.Step]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """A step, as the timeline shows it."""

    label: str
    state: str
    """`checked`, `current` or `todo`."""
    date: datetime.date | None = None
    text: str = field(default="", repr=False)


def steps(told: CaseFile, types: Sequence[StatusType], own: Mapping[str, kinds.Step] = NOTHING) -> list[Step]:
    """List them: what was in the order of time, then what is to come in the order of the catalogue.

    :param own: what the municipality set of steps, by address.
    """
    reached = _reached(told)
    known = _types_of(told, types)
    has_ended = told.case.ended is not None
    past = [
        _step(each, known.get(each.type), own, is_current=at == len(reached) - 1 and not has_ended)
        for at, each in enumerate(reached)
    ]
    return past + [Step(each.name or each.text, "todo") for each in to_come(told, types)]


def to_come(told: CaseFile, types: Sequence[StatusType]) -> list[StatusType]:
    """List the steps that are to come: none after the end, and only the end where nobody tells an order (I-087, 2)."""
    if told.case.ended is not None:
        return []
    last = last_step(told.statuses, types)
    reached = {each.type for each in _reached(told)}
    now = next((each for each in types if told.case.status and each.url == told.case.status.type), None)
    if now is None or now.order is None:
        return [last] if last and last.url not in reached else []
    place = now.order
    coming = [each for each in types if each.order is not None and each.order > place]
    return [each for each in coming if not each.is_last or (last and each.url == last.url)]


def upcoming(told: CaseFile, types: Sequence[StatusType]) -> StatusType | None:
    """Answer what happens next."""
    return next(iter(to_come(told, types)), None)


def _reached(told: CaseFile) -> list[Status]:
    """List what was reached; the one of now also where the history lacks it (I-087)."""
    found = list(told.statuses)
    now = told.case.status
    if now is not None and all(each.url != now.url for each in found):
        found.append(now)
    return found


def _types_of(told: CaseFile, types: Sequence[StatusType]) -> dict[str, StatusType]:
    known = {each.url: each for each in types}
    missing = [each.type for each in _reached(told) if each.type not in known]
    found = mirror.status_types(told.case.connection, missing) if missing else {}
    if told.case.status_type is not None:
        known.setdefault(told.case.status_type.url, told.case.status_type)
    return {**found, **known}


def _step(status: Status, its: StatusType | None, own: Mapping[str, kinds.Step], *, is_current: bool) -> Step:
    label = (its.name or its.text if its else "") or _("Stap zonder naam")
    set_here = own[status.type].text if status.type in own else ""
    text = status.note or set_here or (its.text if its else "")
    return Step(label, "current" if is_current else "checked", status.day, text)
