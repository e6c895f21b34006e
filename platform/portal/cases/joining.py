"""Make of cases what lists show: with the names of their kinds, and without what is not for citizens (I-074)."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from integrations.zgw.types.cases import Case
from integrations.zgw.types.options import Options
from integrations.zgw.types.showing import may_be_shown, title_of, visible

from . import terms
from .kinds import NO_STEP
from .queries import kinds
from .types import Joined, Kinds, Need, Shown

LONGEST: Final = 300
"""Characters of what a case system says that somebody has to do."""


def joined(connection: UUID, cases: Sequence[Case], options: Options) -> Joined:
    """Join the cases of one system with what the catalogue says of them."""
    known = kinds.of(connection, cases)
    found, unknown = list[Shown](), 0
    for case in cases:
        its = known[case.uuid]
        if visible(case, its.case_type, options):
            found.append(shown(case, its, options))
        elif its.case_type is None and may_be_shown(case, options):
            unknown += 1
    unread = dict.fromkeys(case.type for case in cases if not known[case.uuid].is_read)
    return Joined(found, unknown, list(unread))


def shown(case: Case, its: Kinds, options: Options) -> Shown:
    """Make of one case what lists show."""
    title = title_of(case, its.case_type, options) or _("Zaak")
    step = its.step if case.ended is None else NO_STEP
    return Shown(case, title, state_of(case, its), need_of(case, its), step)


def state_of(case: Case, its: Kinds) -> str:
    """Say in plain words where a case stands: how it ended, or its status."""
    if case.ended is not None or case.result is not None:
        result = its.result_type.name if its.result_type else ""
        return result or (_("Afgehandeld") if case.ended else status_of(its))
    return status_of(its)


def status_of(its: Kinds) -> str:
    """Say which status a case has."""
    status = its.status_type
    return (status.name or status.text if status else "") or _("Stand niet bekend")


def need_of(case: Case, its: Kinds) -> Need | None:
    """Say what somebody has to do: as the municipality set it of the step, or else while the clock stands still."""
    if case.ended is not None:
        return None
    if its.step.action_required:
        return Need((its.step.text or _("Wij wachten op u."))[:LONGEST], its.step.until(case.status))
    if not case.is_suspended:
        return None
    told = its.status_type.text if its.status_type else ""
    text = case.suspension_reason or told or _("Wij wachten op u.")
    until = None
    if case.status is not None and its.status_type is not None:
        until = terms.after(case.status.day, its.status_type.term)
    return Need(text[:LONGEST], until)
