"""Which hosts a municipality has, as its page shows them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from provisioning.console import texts
from provisioning.console.queries.hosts import Shown
from tenants.models import Domain
from tenants.types import Certificate


@dataclass(frozen=True, slots=True)
class Host:
    """A host with its proof, and where its certificate comes from."""

    host: str
    is_primary: bool
    proven_at: datetime | None
    certificate: Promise
    shown: Shown | None
    """What visitors of an own host get."""


def of_tenant(tenant: uuid.UUID, seen: Mapping[int, Shown]) -> list[Host]:
    """List a municipality's hosts, the leading one first.

    :param seen: what visitors get, by row of the host.
    """
    found = Domain.objects.filter(tenant__uuid=tenant).order_by("-is_primary", "domain")
    return [
        Host(
            host=each.domain,
            is_primary=each.is_primary,
            proven_at=each.proven_at,
            certificate=texts.CERTIFICATES[Certificate(each.certificate)],
            shown=seen.get(each.pk),
        )
        for each in found
    ]
