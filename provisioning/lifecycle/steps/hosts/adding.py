"""Add a host to a tenant, and take one away."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from provisioning.lifecycle import resting
from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.steps import place
from tenants.models import Domain, Tenant

from . import rows


def add(operation: Operation, tenant: Tenant) -> None:
    """Add the host; it serves once it is proven."""
    wanted = operation.parameters
    if rows.find(operation, tenant):
        return
    try:
        with transaction.atomic():
            domain = Domain.objects.create(
                tenant=tenant,
                domain=wanted["host"],
                is_primary=False,
                proof_token=wanted["token"],
                **rows.certificate(wanted),
            )
    except IntegrityError as error:
        raise StepError(_("Dit webadres is intussen van een andere gemeente."), permanent=True) from error
    resting.take_back(domain.domain, tenant.uuid)
    rows.record(operation, tenant, "domain.added", {}, rows.described(domain))


def undo_add(operation: Operation, tenant: Tenant) -> None:
    """Take away what this operation added."""
    domain = rows.find(operation, tenant)
    if domain and not domain.is_primary and domain.proof_token == operation.parameters["token"]:
        resting.release(domain)
        rows.record(operation, tenant, "domain.removed", rows.described(domain), {})


def remove(operation: Operation, tenant: Tenant) -> None:
    """Take the host away; for a while nobody else gets it."""
    domain = rows.find(operation, tenant)
    if domain is None:
        return
    if domain.is_primary:
        raise StepError(
            _("Dit is het hoofdadres. Maak eerst een ander adres het hoofdadres."), permanent=True
        )
    place.remember(operation, removed=rows.as_stored(rows.values_of(domain, rows.KEPT)))
    resting.release(domain)
    rows.record(operation, tenant, "domain.removed", rows.described(domain), {})


def undo_remove(operation: Operation, tenant: Tenant) -> None:
    """Put the host back as it was."""
    removed = operation.parameters.get("removed")
    if not removed or Domain.objects.filter(domain=removed["domain"]).exists():
        return
    domain = Domain.objects.create(
        tenant=tenant,
        is_primary=False,
        **{
            **removed,
            "proven_at": rows.moment(removed["proven_at"]),
            "added_at": rows.moment(removed["added_at"]),
            "risk_accepted_on": rows.day(removed["risk_accepted_on"]),
        },
    )
    resting.take_back(domain.domain, tenant.uuid)
    rows.record(operation, tenant, "domain.added", {}, rows.described(domain))
