"""Tell whoever runs the platform when many sign-ins are refused in a short time (C.07 of the DigiD norm, C-073).

Counted from the municipality's own log, per door, against what is usual there. Only numbers and fixed words leave: not
who it was, and not from where.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.identities import RefusalReason
from tenants.alerts import operations as alerts
from tenants.alerts import queries
from tenants.audit.models import AuditRecord
from tenants.entry import current

WINDOW: Final = datetime.timedelta(minutes=15)
USUAL: Final = datetime.timedelta(days=7)
LEAST: Final = 20
"""Fewer in a window are never many."""
TIMES: Final = 5
"""So many times what is usual is many."""
ACTIONS: Final = ("accounts.door_refused", "accounts.refused", "accounts.code_refused")
STAFF: Final = "beheer"
"""Where colleagues fill in a password; no door of the municipality."""
OWN_WISH: Final = RefusalReason.CANCELLED.value
KIND: Final = "sign-ins refused"
MOST_WORDS: Final = 3

type Reasons = Counter[str]


def watch(key: str) -> None:
    """Look back over a quarter of an hour; begin an alert for each door with many refusals, and end what is over."""
    now, tenant = timezone.now(), current()
    lately = _refusals(now - WINDOW, now)
    begun = {name for name in queries.open_levels(tenant.uuid) if name.startswith(_subject(""))}
    is_asked = begun or any(reasons.total() >= LEAST for reasons in lately.values())
    usual = _usual(now - WINDOW) if is_asked else {}
    doors = lately.keys() | {name.removeprefix(_subject("")) for name in begun}
    for door in sorted(doors):
        reasons, most = lately.get(door, Counter()), max(LEAST, TIMES * usual.get(door, 0.0))
        if reasons.total() >= most:
            _begin(door, reasons, usual.get(door, 0.0))
        elif _subject(door) in begun and reasons.total() < most / 2:
            _end(door)


def _refusals(since: datetime.datetime, until: datetime.datetime) -> Mapping[str, Reasons]:
    """Count refusals by door and reason; who stopped of their own wish was not refused."""
    found: defaultdict[str, Reasons] = defaultdict(Counter)
    for action, target, details in _records(since, until).values_list("action", "target", "details"):
        reason = str(details.get("reason", action.rpartition(".")[2]))
        if reason != OWN_WISH:
            found[_door(target, details)][reason] += 1
    return found


def _usual(until: datetime.datetime) -> Mapping[str, float]:
    """Answer how many a window has at each door, taken over a week."""
    windows = USUAL / WINDOW
    return {door: told.total() / windows for door, told in _refusals(until - USUAL, until).items()}


def _records(since: datetime.datetime, until: datetime.datetime) -> "QuerySet[AuditRecord]":
    return AuditRecord.objects.filter(recorded_at__gt=since, recorded_at__lte=until, action__in=ACTIONS)


def _door(target: str, details: Mapping[str, Any]) -> str:
    return str(details.get("door") or target.partition(" ")[0] or STAFF)


def _subject(door: str) -> str:
    return f"refused:{current().uuid.hex}:{door}"


def _begin(door: str, reasons: Reasons, usual: float) -> None:
    words = ", ".join(f"{word} {number}" for word, number in reasons.most_common(MOST_WORDS))
    alerts.begin(
        subject=_subject(door),
        kind=KIND,
        tenant=current().uuid,
        title=_("veel mislukte pogingen om in te loggen bij %(door)s") % {"door": door},
        text=_(
            "In een kwartier mislukten %(number)d pogingen; gewoonlijk zijn dat er %(usual)d. Waarom: %(words)s. "
            "Kijk in het logboek van de gemeente, en vraag de inlogdienst of er iets is veranderd."
        )
        % {"number": reasons.total(), "usual": round(usual), "words": words},
    )


def _end(door: str) -> None:
    alerts.end(
        subject=_subject(door),
        title=_("inloggen bij %(door)s mislukt niet vaker meer dan gewoonlijk") % {"door": door},
    )
