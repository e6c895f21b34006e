"""Raise one alert per outage and one all-clear (C-073, M-13); `expiring` warns of certificates."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from integrations.connections import catalogue
from integrations.connections.types import Finding
from tenants.alerts import operations as alerts
from tenants.alerts import queries
from tenants.types import TenantRef

from . import expiring, judging, texts
from .types import State

QUIET: Final = timedelta(seconds=30)
"""So long nothing may have failed before an outage counts as over: who flaps is out once."""
NAMELESS: Final[Mapping[str, str]] = {}

type Facts = Mapping[str, Any]
"""Of one connection, as they are told."""


def sound(
    tenant: TenantRef, facts: Mapping[str, Facts], now: datetime, *, names: Mapping[str, str] = NAMELESS
) -> None:
    """Begin and end alerts, after a look at all connections of a municipality.

    :param names: what people call each; its kind of system, where they are not told.
    """
    open_levels = queries.open_levels(tenant.uuid)
    for key, known in facts.items():
        about = _About(tenant.uuid, key, names.get(key) or catalogue.title(known["system"]))
        _outage(about, known, now, is_open=about.outage in open_levels)
        _subscription(about, known, is_open=about.subscription in open_levels)
    known_subjects = {subject for key in facts for subject in _About(tenant.uuid, key, "").subjects}
    for subject in open_levels:
        if expiring.is_about_certificate(subject) or subject in known_subjects:
            continue
        if subject.startswith("connection:"):
            alerts.end(
                subject=subject, title=_("koppeling verwijderd"), text=_("De koppeling bestaat niet meer.")
            )


@dataclass(frozen=True, slots=True)
class _About:
    """A connection, and the subjects of its alerts."""

    tenant: uuid.UUID
    key: str
    name: str

    @property
    def outage(self) -> str:
        return f"connection:{self.tenant.hex}:{self.key}"

    @property
    def subscription(self) -> str:
        return f"{self.outage}:subscription"

    @property
    def subjects(self) -> tuple[str, ...]:
        return self.outage, self.subscription


def _outage(about: _About, known: Facts, now: datetime, *, is_open: bool) -> None:
    subject, name, state = about.outage, about.name, State(known["state"])
    if state is State.FAILING and not is_open:
        alerts.begin(
            subject=subject,
            kind="connection failing",
            tenant=about.tenant,
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


def _subscription(about: _About, known: Facts, *, is_open: bool) -> None:
    """Tell of a subscription that is gone or may not be looked for, and once more when it is there again."""
    finding = known.get("subscription", "")
    if finding in judging.UNTOLD:
        alerts.begin(
            subject=about.subscription,
            kind="subscription gone",
            tenant=about.tenant,
            title=_("koppeling %(name)s stuurt geen meldingen") % {"name": about.name},
            text=texts.cause(finding),
        )
    elif is_open and finding == Finding.WORKS.value:
        alerts.end(
            subject=about.subscription,
            title=_("koppeling %(name)s stuurt weer meldingen") % {"name": about.name},
            text=_("Het abonnement van dit portaal staat er weer."),
        )
    elif is_open and not finding:
        alerts.end(
            subject=about.subscription,
            title=_("van koppeling %(name)s worden geen meldingen meer verwacht") % {"name": about.name},
            text=_("De koppeling wordt nu niet gebruikt, of het ontvangen van meldingen is uitgezet."),
        )
