"""Hosts that a municipality gave up: for a while nobody else gets them (attack T12).

What visitors' browsers, bookmarks and letters still hold of the one would otherwise lead to the other.
"""

import datetime
import uuid

from django.db.models.functions import Now

from tenants.models import Domain, ReleasedHost

QUARANTINE = datetime.timedelta(days=90)
"""Longer than any session, invitation or kept page of ours lives."""


def hosts() -> dict[str, uuid.UUID]:
    """List the hosts that rest, with the tenant that had them; that one may take them back."""
    found = ReleasedHost.objects.filter(released_at__gt=Now() - QUARANTINE)
    return dict(found.values_list("host", "tenant"))


def release(domain: Domain) -> None:
    """Take a host from its tenant. One that never served needs no rest."""
    if domain.proven_at:
        ReleasedHost.objects.update_or_create(
            host=domain.domain, defaults={"tenant": domain.tenant.uuid, "released_at": Now()}
        )
    Domain.objects.filter(pk=domain.pk).delete()


def take_back(host: str, tenant: uuid.UUID) -> None:
    """Forget that a tenant gave a host up."""
    ReleasedHost.objects.filter(host=host, tenant=tenant).delete()
