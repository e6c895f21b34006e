"""Say why something is refused at a municipality, out of what is known of it: nothing here asks the database.

Who asks in earnest and who looks beforehand at a thousand municipalities are told the same.
"""

import datetime
from collections.abc import Collection, Set
from typing import Final

from django.utils.translation import gettext as _

from provisioning.lifecycle import feature_rules, name_rules, plan_rules, theme_rules
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.known import Known
from provisioning.lifecycle.types import RUNNABLE, OperationKind
from tenants import moves, states
from tenants.errors import IllegalMoveError
from tenants.models import Tenant
from tenants.types import Notice, State

LONGEST_TEXT: Final = 1_000
URGENT: Final = frozenset({OperationKind.SUSPEND, OperationKind.RESUME, OperationKind.MAINTENANCE})
"""Kinds that only open and close a portal: they may pass an operation that failed and waits for somebody."""

type Reasons = dict[str, list[str]]
"""By field; nothing when it may be done."""


def refuse(reasons: Reasons) -> None:
    """Refuse, if there are reasons.

    :raises RefusedError: with all of them.
    """
    if reasons:
        raise RefusedError(reasons)


def suspension(row: Tenant, why: str) -> Reasons:
    """Say why a portal may not be closed."""
    if not why.strip():
        return {"reason": [_("Vul in waarom de gemeente wordt opgeschort.")]}
    try:
        states.allowed(row, State.SUSPENDED)
    except IllegalMoveError:
        return {
            "tenant": [_("Dat kan niet bij een gemeente in deze toestand: %(state)s.") % {"state": row.state}]
        }
    return {}


def resumption(row: Tenant) -> Reasons:
    """Say why a portal may not be opened again."""
    if row.state not in moves.PAUSED:
        return {"tenant": [_("Deze gemeente is niet opgeschort en niet in onderhoud.")]}
    return {}


def maintenance(
    row: Tenant, notice: Notice, starts_at: datetime.datetime | None, now: datetime.datetime
) -> Reasons:
    """Say why the page of maintenance may not be shown."""
    reasons = _notice(notice, starts_at, now)
    if not reasons and row.state != State.MAINTENANCE and row.state not in moves.OPEN:
        return {"tenant": [_("Deze gemeente is niet open. Onderhoud kan dan niet beginnen.")]}
    return reasons


def switch(feature: str, *, on: bool, is_on: Set[str]) -> Reasons:
    """Say why a feature may not be switched."""
    reasons = feature_rules.refusals(feature, on=on, is_on=is_on)
    return {"feature": reasons} if reasons else {}


def settings(row: Tenant, changes: dict[str, str], known: Known) -> Reasons:
    """Say why another name, theme or plan may not be had."""
    found: Reasons = {}
    if "name" in changes:
        others = [name for name in known.names if name != row.name]
        found["name"] = name_rules.refusals(changes["name"], others)
    if "theme" in changes:
        found["theme"] = theme_rules.refusals(changes["theme"], known, row.uuid)
    if "plan" in changes:
        found["plan"] = plan_rules.refusals(changes["plan"], known.plans)
    return {field: reasons for field, reasons in found.items() if reasons}


def busy(kind: OperationKind, unfinished: Collection[str]) -> Reasons:
    """Say why nothing may be asked beside what is not finished.

    :param unfinished: states of the municipality's operations that are not.
    """
    if any(state in RUNNABLE for state in unfinished):
        return under_way()
    return left_behind() if unfinished and kind not in URGENT else {}


def under_way() -> Reasons:
    """Say that something else is being done."""
    return {
        "tenant": [_("Er loopt al een opdracht voor deze gemeente. Probeer het opnieuw als die klaar is.")]
    }


def left_behind() -> Reasons:
    """Say that something failed and waits for somebody."""
    return {
        "tenant": [
            _(
                "Een eerdere opdracht voor deze gemeente is mislukt. Probeer die eerst opnieuw, "
                "of maak die ongedaan."
            )
        ]
    }


def _notice(notice: Notice, starts_at: datetime.datetime | None, now: datetime.datetime) -> Reasons:
    reasons: Reasons = {}
    for field, text in (("dutch", notice.dutch), ("english", notice.english)):
        if len(text) > LONGEST_TEXT:
            reasons[field] = [_("Gebruik ten hoogste %(longest)d tekens.") % {"longest": LONGEST_TEXT}]
    if not notice.dutch.strip():
        reasons["dutch"] = [_("Vul de tekst voor bezoekers in.")]
    if notice.ends_at and notice.ends_at <= max(now, starts_at or now):
        reasons["ends_at"] = [_("Kies een einde dat later is dan nu, en later dan het begin.")]
    return reasons
