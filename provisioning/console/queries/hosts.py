"""The hosts of a municipality: which one leads, which are proven and how, and with which certificate (C-032)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from provisioning.lifecycle import proofs
from provisioning.lifecycle.models import UNFINISHED_STATES, Operation
from provisioning.lifecycle.types import DomainChange, OperationKind
from tenants import hosts
from tenants.models import Domain, OperatorRecord

PROOF_GONE = "domain.proof_missing"


@dataclass(frozen=True, slots=True)
class Host:
    """A host of a municipality."""

    host: str
    is_primary: bool
    is_of_platform: bool
    proven_at: datetime | None
    proof_name: str
    proof_text: str
    proof_gone_at: datetime | None
    """When a nightly look last did not find the proof any more; None when the last looks did."""
    certificate: str
    accepted_by: str
    accepted_on: date | None

    @property
    def needs_proof(self) -> bool:
        """Tell whether it serves nothing yet."""
        return self.proven_at is None


@dataclass(frozen=True, slots=True)
class Coming:
    """A host that is being added, or whose adding failed."""

    host: str
    operation: uuid.UUID
    state: str


def of_tenant(tenant: uuid.UUID) -> Sequence[Host]:
    """List the hosts, the primary one first."""
    gone = _gone(tenant)
    found = Domain.objects.filter(tenant__uuid=tenant).order_by("-is_primary", "domain")
    return [_host(domain, gone.get(domain.domain)) for domain in found]


def of(tenant: uuid.UUID, host: str) -> Host | None:
    """Answer one host; None when it is not the municipality's."""
    return next((each for each in of_tenant(tenant) if each.host == host), None)


def coming(tenant: uuid.UUID) -> Sequence[Coming]:
    """List the hosts that are being added."""
    found = Operation.objects.filter(
        tenant=tenant,
        kind=OperationKind.CHANGE_DOMAINS.value,
        state__in=UNFINISHED_STATES,
        parameters__change=DomainChange.ADD.value,
    )
    there = set(Domain.objects.filter(tenant__uuid=tenant).values_list("domain", flat=True))
    return [
        Coming(str(each.parameters["host"]), each.uuid, each.state)
        for each in found
        if each.parameters["host"] not in there
    ]


def _host(domain: Domain, gone_at: datetime | None) -> Host:
    return Host(
        host=domain.domain,
        is_primary=domain.is_primary,
        is_of_platform=hosts.is_of_platform(domain.domain),
        proven_at=domain.proven_at,
        proof_name=proofs.name_of(domain.domain),
        proof_text=domain.proof_token,
        proof_gone_at=gone_at if domain.proven_at and gone_at and gone_at > domain.proven_at else None,
        certificate=domain.certificate,
        accepted_by=domain.risk_accepted_by,
        accepted_on=domain.risk_accepted_on,
    )


def _gone(tenant: uuid.UUID) -> dict[str, datetime]:
    """Answer by host when its proof was last missed."""
    missed = OperatorRecord.objects.filter(tenant=tenant, action=PROOF_GONE).order_by("recorded_at")
    return dict(missed.values_list("target", "recorded_at"))
