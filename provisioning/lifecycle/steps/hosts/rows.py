"""Rows of hosts: find them, change them, write down what they were and what they are."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants import audit
from tenants.models import Domain, Tenant

CERTIFICATE = ("certificate", "risk_accepted_by", "risk_accepted_on")
KEPT = ("domain", "proof_token", "proven_at", "added_at", *CERTIFICATE)
"""What putting a host back needs."""


def find(operation: Operation, tenant: Tenant) -> Domain | None:
    """Find the host that an operation is about, at its tenant."""
    host = operation.parameters["host"]
    found: Domain | None = Domain.objects.select_related("tenant").filter(tenant=tenant, domain=host).first()
    return found


def needed(operation: Operation, tenant: Tenant) -> Domain:
    """Find the host that an operation is about.

    :raises StepError: when the tenant has it no longer.
    """
    found = find(operation, tenant)
    if found is None:
        raise StepError(_("Dit webadres is niet meer van deze gemeente."), permanent=True)
    return found


def change(domain: Domain, **values: Any) -> None:
    """Write values of a host, and nothing else."""
    Domain.objects.filter(pk=domain.pk).update(**values)
    domain.refresh_from_db(fields=list(values))


def certificate(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Read which certificate was asked for."""
    return {
        "certificate": parameters["certificate"],
        "risk_accepted_by": parameters["accepted_by"],
        "risk_accepted_on": day(parameters["accepted_on"]),
    }


def moment(stored: str | None) -> datetime.datetime | None:
    """Read a moment from the journal."""
    return datetime.datetime.fromisoformat(stored) if stored else None


def day(stored: str | None) -> datetime.date | None:
    """Read a day from the journal."""
    return datetime.date.fromisoformat(stored) if stored else None


def values_of(domain: Domain, fields: tuple[str, ...]) -> dict[str, Any]:
    """Read some values of a host."""
    return {field: getattr(domain, field) for field in fields}


def as_stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Make the form in which the journal and the audit trail store values."""
    return {
        key: each.isoformat() if isinstance(each, datetime.date) else each for key, each in values.items()
    }


def described(domain: Domain) -> dict[str, Any]:
    """Describe a host for the audit trail."""
    return {
        "host": domain.domain,
        "proven": bool(domain.proven_at),
        **as_stored(values_of(domain, CERTIFICATE)),
    }


def record(
    operation: Operation,
    tenant: Tenant,
    action: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    host: str = "",
) -> None:
    """Record a change of a host: the one that the operation is about, where none is named."""
    audit.record(
        action,
        by=operation.actor,
        tenant=tenant.uuid,
        target=host or operation.parameters["host"],
        why=operation.reason,
        before=before,
        after=after,
    )
