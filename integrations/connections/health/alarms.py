"""Raise one alert per outage and one all-clear, and warn before a certificate ends (C-073, M-13, F15)."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from integrations.connections import catalogue
from tenants.alerts import operations as alerts
from tenants.alerts import queries
from tenants.types import TenantRef

from . import texts
from .types import State

QUIET: Final = timedelta(seconds=30)
"""So long nothing may have failed before an outage counts as over: who flaps is out once."""
WARNED_AT: Final = (60, 30, 7)
"""Days before a certificate ends."""

type Facts = Mapping[str, Any]
"""Of one connection, as they are told."""


def sound(tenant: TenantRef, facts: Mapping[str, Facts], now: datetime) -> None:
    """Begin and end alerts, after a look at all connections of a municipality."""
    open_levels = queries.open_levels(tenant.uuid)
    for key, known in facts.items():
        _outage(tenant, key, known, now, is_open=_outage_of(tenant.uuid, key) in open_levels)
        _certificate(tenant, key, known, open_levels.get(_certificate_of(tenant.uuid, key), 0))
    about = {name(tenant.uuid, key) for key in facts for name in (_outage_of, _certificate_of)}
    for subject in open_levels:
        if subject.startswith("connection:") and subject not in about:
            alerts.end(
                subject=subject, title=_("koppeling verwijderd"), text=_("De koppeling bestaat niet meer.")
            )


def _outage(tenant: TenantRef, key: str, known: Facts, now: datetime, *, is_open: bool) -> None:
    subject, name, state = _outage_of(tenant.uuid, key), _name(known), State(known["state"])
    if state is State.FAILING and not is_open:
        alerts.begin(
            subject=subject,
            kind="connection failing",
            tenant=tenant.uuid,
            title=_("koppeling %(name)s werkt niet") % {"name": name},
            text=texts.cause(known["cause"]),
        )
    elif is_open and state in {State.SWITCHED_OFF, State.MAINTENANCE, State.NOT_CONFIGURED}:
        alerts.end(
            subject=subject,
            title=_("koppeling %(name)s is niet meer in gebruik") % {"name": name},
            text=str(texts.STATES[state]),
        )
    elif is_open and state in {State.HEALTHY, State.DEGRADED} and _is_quiet(known, now):
        alerts.end(
            subject=subject,
            title=_("koppeling %(name)s werkt weer") % {"name": name},
            text=str(texts.STATES[state]),
        )


def _is_quiet(known: Facts, now: datetime) -> bool:
    failed = known.get("failed_look_at")
    return failed is None or now - datetime.fromisoformat(failed) >= QUIET


def _certificate(tenant: TenantRef, key: str, known: Facts, level: int) -> None:
    days, subject = known.get("certificate_days"), _certificate_of(tenant.uuid, key)
    if days is None:
        return
    passed = [number for number, limit in enumerate(WARNED_AT, start=1) if days <= limit]
    if passed and passed[-1] > level:
        alerts.begin(
            subject=subject,
            kind="certificate ends",
            tenant=tenant.uuid,
            title=_("certificaat van koppeling %(name)s verloopt") % {"name": _name(known)},
            text=_("Het certificaat is nog %(days)s dagen geldig. Vraag op tijd een nieuw aan.")
            % {"days": max(days, 0)},
            level=passed[-1],
        )
    elif level and not passed:
        alerts.end(
            subject=subject,
            title=_("certificaat van koppeling %(name)s is vernieuwd") % {"name": _name(known)},
            text=_("Het nieuwe certificaat is nog %(days)s dagen geldig.") % {"days": days},
        )


def _name(known: Facts) -> str:
    return catalogue.title(known["system"])


def _outage_of(tenant: uuid.UUID, key: str) -> str:
    return f"connection:{tenant.hex}:{key}"


def _certificate_of(tenant: uuid.UUID, key: str) -> str:
    return f"connection:{tenant.hex}:{key}:certificate"
