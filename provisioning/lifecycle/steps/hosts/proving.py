"""Write down that a host is proven, and where its certificate comes from."""

from typing import Any

from django.utils.translation import gettext as _

from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.steps import place
from tenants.models import Domain, Tenant

from . import rows


def prove(operation: Operation, tenant: Tenant) -> None:
    """Let the host serve: its proof was seen in the DNS when this was asked for."""
    domain = rows.needed(operation, tenant)
    if domain.proven_at:
        return
    if domain.proof_token != operation.parameters["token"]:
        raise StepError(
            _("Het webadres is intussen opnieuw toegevoegd. Laat het opnieuw bewijzen."), permanent=True
        )
    rows.change(domain, proven_at=rows.moment(operation.parameters["seen_at"]))
    rows.record(operation, tenant, "domain.proven", {"proven": False}, {"proven": True})


def undo_prove(operation: Operation, tenant: Tenant) -> None:
    """Let the host serve no more, if it was this operation that let it."""
    domain = rows.find(operation, tenant)
    if domain and not domain.is_primary and domain.proven_at == rows.moment(operation.parameters["seen_at"]):
        rows.change(domain, proven_at=None)
        rows.record(operation, tenant, "domain.proof_withdrawn", {"proven": True}, {"proven": False})


def choose_certificate(operation: Operation, tenant: Tenant) -> None:
    """Write which certificate the host has, and who accepted what goes with it."""
    domain, wanted = rows.needed(operation, tenant), rows.certificate(operation.parameters)
    before = rows.values_of(domain, rows.CERTIFICATE)
    if before != wanted:
        place.remember(operation, before=rows.as_stored(before))
        _write_certificate(operation, tenant, domain, wanted)


def undo_certificate(operation: Operation, tenant: Tenant) -> None:
    """Write back what was, where it is still as this operation left it."""
    domain, before = rows.find(operation, tenant), operation.parameters.get("before")
    wanted = rows.certificate(operation.parameters)
    if domain and before and rows.values_of(domain, rows.CERTIFICATE) == wanted:
        _write_certificate(
            operation, tenant, domain, {**before, "risk_accepted_on": rows.day(before["risk_accepted_on"])}
        )


def _write_certificate(operation: Operation, tenant: Tenant, domain: Domain, after: dict[str, Any]) -> None:
    before = rows.values_of(domain, rows.CERTIFICATE)
    rows.change(domain, **after)
    rows.record(
        operation, tenant, "domain.certificate_changed", rows.as_stored(before), rows.as_stored(after)
    )
