"""Show what a provider says of itself, and what would be otherwise if we believed what it says now (I-190)."""

import hashlib
import uuid
from collections.abc import Collection, Iterator
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from django.utils import timezone

from integrations.identities import SignInRefusedError
from tenants.entry import current

from . import providers
from .descriptions import Description
from .models import ProviderMetadata
from .names import BINDING
from .types import Certificate, Changes, Portrait, Validity


def mark_of(xml: str) -> str:
    """Answer what tells metadata from other metadata: who has seen it says with this what they have seen."""
    return hashlib.sha256(xml.encode()).hexdigest()


def changes(connection: uuid.UUID) -> Changes | None:
    """Answer what is believed of a provider and what waits to be; None where nothing is known of it.

    :raises SignInRefusedError: when the municipality has not set the connection up, or has switched it off.
    """
    access, _ours = providers.access_to(connection)
    kept = ProviderMetadata.objects.filter(pk=connection, address=access.address).first()
    if kept is None:
        return None
    now, tenant = timezone.now(), current()
    try:  # as of when it was fetched: what has ended since is shown, and is no error
        believed = providers.describe(kept.xml.encode(), access, tenant, kept.fetched_at)
    except SignInRefusedError:
        believed = None
    try:
        waiting = (
            providers.describe(kept.pending_xml.encode(), access, tenant, now) if kept.pending_xml else None
        )
    except SignInRefusedError as error:
        return Changes(_portrait(believed, None, now), None, kept.pending_since, "", error.code)
    return Changes(
        now=_portrait(believed, waiting, now),
        pending=_portrait(waiting, believed, now),
        since=kept.pending_since,
        mark=mark_of(kept.pending_xml) if kept.pending_xml else "",
    )


def _portrait(found: Description | None, other: Description | None, now: datetime) -> Portrait | None:
    if found is None:
        return None
    elsewhere = {*other.fingerprints} if other else set()
    return Portrait(
        entity_id=found.entity_id,
        certificates=tuple(_certificate(each, elsewhere, now) for each in found.certificates),
        places=tuple(sorted(_places(found))),
        valid_until=found.valid_until,
        is_signed=found.is_signed,
    )


def _certificate(found: x509.Certificate, elsewhere: Collection[str], now: datetime) -> Certificate:
    fingerprint = found.fingerprint(hashes.SHA256()).hex()
    begins, ends = found.not_valid_before_utc, found.not_valid_after_utc
    validity = Validity.NEXT if now < begins else Validity.NOW if now < ends else Validity.ENDED
    return Certificate(fingerprint, begins, ends, validity, is_in_both=fingerprint in elsewhere)


def _places(found: Description) -> Iterator[tuple[str, str]]:
    for binding, url in found.sign_on.items():
        yield f"SingleSignOnService {binding.removeprefix(BINDING)}", url
    for index, url in found.artifacts.items():
        yield f"ArtifactResolutionService {index}", url
    for binding, (url, back) in found.sign_out.items():
        yield f"SingleLogoutService {binding.removeprefix(BINDING)}", url
        if back != url:
            yield f"SingleLogoutService {binding.removeprefix(BINDING)}, ResponseLocation", back
