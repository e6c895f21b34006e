"""Fetch a provider's metadata, and believe it or not (I-190).

A first time it is believed as it comes: from the address that somebody filled in, over TLS. After that another name,
or other certificates all at once, are not taken over until somebody has looked: an intruder's would look like that.
"""

import uuid
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone

from integrations.connections import clients
from integrations.connections.types import Access
from integrations.errors import UnavailableError
from integrations.identities import SignInRefusedError
from tenants.entry import current

from . import client, providers, refusing
from .descriptions import Description
from .models import ProviderMetadata

log = structlog.get_logger(__name__)


def refresh(connection: uuid.UUID) -> str:
    """Fetch anew; answer what is wrong, as a fixed word, or nothing."""
    try:
        fetch(connection)
    except SignInRefusedError as error:
        log.warning("saml.metadata_not_refreshed", connection=str(connection), code=error.code)
        _note(connection, error.code or "unavailable")
        return error.code or "unavailable"
    return ""


def fetch(connection: uuid.UUID, *, guard: clients.Guard | None = None) -> None:
    """Fetch, and keep what can be believed.

    :raises SignInRefusedError: when it cannot be fetched or believed, or waits for somebody to look at it.
    """
    access, _ours = providers.access_to(connection)
    now = timezone.now()
    try:
        xml = client.metadata(access, tenant=current(), guard=guard)
    except UnavailableError as error:
        raise refusing.unreachable(error) from None
    found = providers.describe(xml, access, current(), now)
    if not _keep(connection, access, xml.decode(), found, now):
        refusing.closed("metadata_pending")


@transaction.atomic
def _keep(connection: uuid.UUID, access: Access, xml: str, found: Description, now: datetime) -> bool:
    """Keep metadata, or lay it aside; answer whether it is believed."""
    kept = ProviderMetadata.objects.select_for_update().filter(pk=connection).first()
    if kept is None or kept.address != access.address:
        kept = ProviderMetadata(pk=connection, address=access.address)
        believe(kept, xml, found, now)
        return True
    if is_strange(kept, found):
        if kept.pending_xml != xml:
            kept.pending_since = kept.pending_since or now
        kept.pending_xml = xml
        kept.save(update_fields=["pending_xml", "pending_since"])
        return False
    believe(kept, xml, found, now)
    return True


def is_strange(kept: ProviderMetadata, found: Description) -> bool:
    """Tell whether it might be another provider: by another name, or with none of the certificates of before."""
    return found.entity_id != kept.entity_id or not {*found.fingerprints} & {*kept.fingerprints}


def believe(kept: ProviderMetadata, xml: str, found: Description, now: datetime) -> None:
    """Keep metadata as that of this provider."""
    kept.xml, kept.entity_id, kept.fingerprints = xml, found.entity_id, found.fingerprints
    kept.fetched_at, kept.valid_until = now, found.valid_until
    kept.pending_xml, kept.pending_since, kept.failed_since, kept.finding = "", None, None, ""
    kept.save()


def _note(connection: uuid.UUID, code: str) -> None:
    for kept in ProviderMetadata.objects.filter(pk=connection):
        kept.failed_since, kept.finding = kept.failed_since or timezone.now(), code
        kept.save(update_fields=["failed_since", "finding"])
