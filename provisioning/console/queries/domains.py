"""Which hosts a municipality has, as its page shows them."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from provisioning.console import texts
from tenants.models import Domain
from tenants.types import Certificate


@dataclass(frozen=True, slots=True)
class Host:
    """A host with its proof, and where its certificate comes from."""

    host: str
    is_primary: bool
    proven_at: datetime | None
    certificate: Promise


def of_tenant(tenant: uuid.UUID) -> list[Host]:
    """List a municipality's hosts, the leading one first."""
    found = Domain.objects.filter(tenant__uuid=tenant).order_by("-is_primary", "domain")
    return [
        Host(
            host=each.domain,
            is_primary=each.is_primary,
            proven_at=each.proven_at,
            certificate=texts.CERTIFICATES[Certificate(each.certificate)],
        )
        for each in found
    ]
