"""Make a host the primary one: all others lead there, and mail and links name it."""

from django.contrib.sites.models import Site
from django.utils.translation import gettext as _

from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.steps import place
from tenants import entry
from tenants.models import Domain, Tenant

from . import rows


def make_primary(operation: Operation, tenant: Tenant) -> None:
    """Make the host the primary one; which one was is noted."""
    domain = rows.needed(operation, tenant)
    if domain.is_primary:
        return
    if not domain.proven_at:
        raise StepError(_("Het webadres is niet bewezen en kan niet het hoofdadres worden."), permanent=True)
    was = Domain.objects.filter(tenant=tenant, is_primary=True).values_list("domain", flat=True).first()
    place.remember(operation, was=was or "")
    _lead_to(operation, tenant, domain)


def undo_primary(operation: Operation, tenant: Tenant) -> None:
    """Make the host the primary one that was."""
    domain, was = rows.find(operation, tenant), operation.parameters.get("was")
    before = (
        Domain.objects.filter(tenant=tenant, domain=was, proven_at__isnull=False).first() if was else None
    )
    if domain and domain.is_primary and before:
        _lead_to(operation, tenant, before)


def _lead_to(operation: Operation, tenant: Tenant, domain: Domain) -> None:
    old = list(Domain.objects.filter(tenant=tenant, is_primary=True).values_list("domain", flat=True))
    Domain.objects.filter(tenant=tenant, is_primary=True).update(is_primary=False)
    rows.change(domain, is_primary=True)
    rows.record(
        operation, tenant, "domain.made_primary", {"primary": ", ".join(old)}, {"primary": domain.domain}
    )


def undo_site(operation: Operation) -> None:
    """Give the entered tenant's site the host that it had."""
    was = operation.parameters.get("was")
    if was:
        Site.objects.filter(pk=entry.current().site_pk).update(domain=was[:100])
