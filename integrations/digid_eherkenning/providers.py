"""Who is on the other side of a connection, and who we are there."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils import timezone

from integrations import http
from integrations.connections import queries as connections
from integrations.connections.types import Access, Certificate
from integrations.errors import NotConfiguredError, UnavailableError
from integrations.identities import SignInRefusedError
from tenants.entry import current
from tenants.types import TenantRef

from . import descriptions, refusing, remembering
from .descriptions import Description
from .models import ProviderMetadata

KEPT: Final = "SELECT * FROM digid_eherkenning_providermetadata WHERE connection_id = %s AND address = %s"
"""As text: composing it with the ORM costs more than running it, and each half of a sign-in runs it."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider whose metadata is known."""

    access: Access = field(repr=False)
    tenant: TenantRef
    description: Description
    ours: Certificate = field(repr=False)
    """With which we sign."""
    now: datetime

    @property
    def keys(self) -> list[str]:
        """List our keys with which something may be encrypted for us: the one in use, and the one beside it."""
        both = (self.ours, self.access.other_certificate)
        return [each.key for each in both if each is not None]


def access_to(connection: uuid.UUID) -> tuple[Access, Certificate]:
    """Answer how a provider is reached, and with which certificate we sign.

    :raises SignInRefusedError: when the municipality has not set this up, or has switched it off.
    """
    try:
        access = connections.access_to(connection)
    except (NotConfiguredError, UnavailableError) as error:
        raise refusing.unreachable(error) from None
    if access.certificate is None:
        refusing.closed("no_own_certificate")
    return access, access.certificate


def known(connection: uuid.UUID) -> Provider | None:
    """Answer a provider by the metadata that is kept of it; None where that is of no use any more.

    :raises SignInRefusedError: when the municipality has not set this up, or has switched it off.
    """
    access, ours = access_to(connection)
    kept = next(iter(ProviderMetadata.objects.raw(KEPT, [connection, access.address])), None)
    if kept is None:
        return None
    now, tenant = timezone.now(), current()
    reach = http.of_tenant(tenant)
    try:
        found = remembering.judged(
            kept.xml.encode(), tenant=tenant, reach=reach, trusted=access.trusted, now=now
        )
    except SignInRefusedError:  # it has expired, or its addresses are out of reach by now
        return None
    return Provider(access, tenant, found, ours, now)


def describe(xml: bytes, access: Access, tenant: TenantRef, now: datetime) -> Description:
    """Read and judge metadata as that of this connection.

    :raises SignInRefusedError: when it cannot be believed or used.
    """
    return descriptions.read(xml, reach=http.of_tenant(tenant), trusted=access.trusted, now=now)
