"""Refresh the metadata of all providers of a municipality, and say what is wrong with it before it matters."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.connections import catalogue
from integrations.connections.models import Connection
from integrations.connections.types import Standing, System
from integrations.identities import SignInRefusedError
from tenants.alerts import operations as alerts
from tenants.entry import current

from . import providers, refreshing
from .models import ProviderMetadata

SYSTEMS: Final = (System.DIGID.value, System.EHERKENNING.value)
SOON: Final = timedelta(days=14)
"""Before something ends it is said so."""
TOO_LONG: Final = timedelta(days=2)
"""From when on it is told that metadata cannot be refreshed."""
FINE: Final = "fine"


@dataclass(frozen=True, slots=True)
class Worry:
    """What is wrong with the metadata of a connection."""

    word: str
    text: str
    level: int = 1


def refresh(key: str) -> None:
    """Fetch the metadata of each connection that is used, and begin and end alerts."""
    now = timezone.now()
    for row in _rows():
        if row.standing(now) is Standing.ON and row.certificate:
            refreshing.refresh(row.pk)
            sound(row, now)
        else:
            _sound(row, None)


def sound(row: Connection, now: datetime) -> None:
    """Begin or end the alert about a connection's metadata."""
    _sound(row, worry(row.pk, now))


def states() -> dict[str, str]:
    """Answer how it is with each connection's metadata, for the register of health checks."""
    now = timezone.now()
    found = ((str(row), worry(row.pk, now)) for row in _rows() if row.standing(now) is Standing.ON)
    return {name: worried.word if worried else FINE for name, worried in found}


def worry(connection: uuid.UUID, now: datetime) -> Worry | None:
    """Answer the worst that is wrong with a connection's metadata; None where all is well."""
    kept = ProviderMetadata.objects.filter(pk=connection).first()
    if kept is None:
        return Worry("metadata_missing", _("De metadata van de aanbieder is nog niet opgehaald."))
    return next(_worries(kept, now), None)


def _worries(kept: ProviderMetadata, now: datetime) -> Iterator[Worry]:
    if kept.pending_xml:
        yield Worry(
            "metadata_pending",
            _("De aanbieder heeft een andere naam, of alle certificaten zijn anders. Vraag de aanbieder of dit "
              "klopt, en neem het dan over in het beheer, bij de manier van inloggen. Tot die tijd gebruiken wij de "
              "oude gegevens."),
            2,
        )  # fmt: skip
    ends = _end(kept)
    if ends is None or ends <= now:
        yield Worry("metadata_ended", _("De metadata of het certificaat van de aanbieder is verlopen."), 3)
    elif ends - now < SOON:
        days = (ends - now).days
        text = _("De metadata of het certificaat van de aanbieder is nog %(days)s dagen geldig.")
        yield Worry("metadata_ends", text % {"days": days})
    if kept.failed_since and now - kept.failed_since > TOO_LONG:
        yield Worry(
            "metadata_old", _("De metadata van de aanbieder kan al twee dagen niet worden opgehaald.")
        )


def _end(kept: ProviderMetadata) -> datetime | None:
    """Answer when nothing of it can be believed any more; None where that is so already."""
    try:
        access, _ours = providers.access_to(kept.pk)
        # Judged as of when it was fetched: what has ended since is the question here, and not an error.
        found = providers.describe(kept.xml.encode(), access, current(), kept.fetched_at)
    except (SignInRefusedError, ValueError):
        return None
    last = max(_until(each) for each in found.certificates)
    return min(last, found.valid_until) if found.valid_until else last


def _until(certificate: x509.Certificate) -> datetime:
    return certificate.not_valid_after_utc


def _rows() -> list[Connection]:
    return list(Connection.objects.filter(system__in=SYSTEMS).order_by("system", "slug"))


def _sound(row: Connection, worried: Worry | None) -> None:
    subject = f"saml:{current().uuid.hex}:{row.pk}"
    name = catalogue.title(row.reference, row.name)
    if worried is None:
        alerts.end(subject=subject, title=_("inloggen met %(name)s is weer in orde") % {"name": name})
        return
    alerts.begin(
        subject=subject,
        kind="saml metadata",
        tenant=current().uuid,
        title=_("inloggen met %(name)s vraagt aandacht") % {"name": name},
        text=worried.text,
        level=worried.level,
    )
