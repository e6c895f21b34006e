"""Warn before a certificate ends, once at each threshold, and say so once it is replaced (C-031, C-073, M-02, F15)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.connections import catalogue
from tenants.alerts import operations as alerts
from tenants.alerts import queries
from tenants.types import TenantRef

from . import certificates, servers
from .certificates import Ending, Whose
from .reading import Known
from .servers import Seen
from .subjects import Subject
from .types import State

WARNED_AT: Final = (60, 30, 7)
"""Days before a certificate ends."""
PAUSED: Final = frozenset({State.SWITCHED_OFF, State.MAINTENANCE, State.NOT_CONFIGURED})
"""Who is not used is not warned of; what was said stays said."""
TITLES: Final[Mapping[Whose, Promise]] = {
    Whose.OURS: gettext_lazy("certificaat van koppeling %(name)s verloopt"),
    Whose.TRUSTED: gettext_lazy("CA-certificaat van koppeling %(name)s verloopt"),
    Whose.THEIRS: gettext_lazy("certificaat van het systeem achter koppeling %(name)s verloopt"),
}
TEXTS: Final[Mapping[Whose, Promise]] = {
    Whose.OURS: gettext_lazy("Het certificaat is nog %(days)s dagen geldig. Vraag op tijd een nieuw aan."),
    Whose.TRUSTED: gettext_lazy(
        "Het certificaat van de uitgever is nog %(days)s dagen geldig. Vraag de leverancier om het nieuwe."
    ),
    Whose.THEIRS: gettext_lazy(
        "Het certificaat van het systeem is nog %(days)s dagen geldig. Vraag de leverancier om het te vernieuwen."
    ),
}

type Facts = Mapping[str, Any]
"""Of one connection, as they are told."""


def facts_of(subject: Subject, seen: Seen | None, former: Facts, now: datetime) -> dict[str, Any]:
    """Answer what is told of a connection's certificates."""
    server: dict[str, Any] = {"server": seen.told() if seen else None, "server_certificate_days": None}
    if seen and seen.until:
        server["server_certificate_days"] = max((seen.until - now).days, 0)
    if subject.access is None:  # not used, or not readable: they are what they were
        return {**server, "certificates": former.get("certificates", [])}
    found = certificates.endings(subject.access, seen)
    return {**server, "certificates": [each.told() for each in found]}


def look(
    tenant: TenantRef,
    subjects: Iterable[Subject],
    known: Mapping[UUID, Known],
    former: Mapping[str, Facts],
    now: datetime,
) -> dict[str, dict[str, Any]]:
    """Look at all certificates of a municipality's connections; answer what is told of them, by connection."""
    found = list(subjects)
    seen = servers.look_all(tenant, found, known, former)
    return {str(s.key): facts_of(s, seen.get(s.key), former.get(str(s.key), {}), now) for s in found}


def sound(
    tenant: TenantRef, facts: Mapping[str, Facts], now: datetime, *, names: Mapping[str, str] | None = None
) -> None:
    """Begin and end warnings, after a look at all connections of a municipality."""
    levels = queries.open_levels(tenant.uuid)
    about: set[str] = set()
    for key, known in facts.items():
        prefix = _prefix(tenant, key)
        name = (names or {}).get(key) or catalogue.title(known["system"])
        if State(known["state"]) in PAUSED:
            about |= {subject for subject in levels if subject.startswith(prefix)}
            continue
        used = certificates.recalled(known.get("certificates", []))
        for ending in used:
            subject = f"{prefix}:{ending.whose}:{ending.mark}"
            about.add(subject)
            _warn(tenant, subject, name, ending, levels.get(subject, 0), now)
        _all_clear([s for s in levels if s.startswith(prefix) and s not in about], name, used, now)
        about |= {subject for subject in levels if subject.startswith(prefix)}
    for subject in levels:
        if is_about_certificate(subject) and subject not in about:
            alerts.end(
                subject=subject, title=_("koppeling verwijderd"), text=_("De koppeling bestaat niet meer.")
            )


def is_about_certificate(subject: str) -> bool:
    """Tell whether an alert is about a certificate of a connection."""
    return subject.startswith("connection:") and ":certificate" in subject


def _warn(tenant: TenantRef, subject: str, name: str, ending: Ending, level: int, now: datetime) -> None:
    days = ending.days(now)
    passed = sum(days <= limit for limit in WARNED_AT)
    if passed > level:
        alerts.begin(
            subject=subject,
            kind="certificate ends",
            tenant=tenant.uuid,
            title=str(TITLES[ending.whose]) % {"name": name},
            text=str(TEXTS[ending.whose]) % {"days": days},
            level=passed,
        )


def _all_clear(subjects: Iterable[str], name: str, used: Iterable[Ending], now: datetime) -> None:
    for subject in subjects:
        following = next((each for each in used if f":{each.whose}:" in subject), None)
        text = (
            _("Het nieuwe certificaat is nog %(days)s dagen geldig.") % {"days": following.days(now)}
            if following
            else _("Het wordt niet meer gebruikt.")
        )
        title = _("certificaat van koppeling %(name)s is vernieuwd") % {"name": name}
        alerts.end(subject=subject, title=title, text=text)


def _prefix(tenant: TenantRef, key: str) -> str:
    return f"connection:{tenant.uuid.hex}:{key}:certificate"
