"""The hosts of a municipality: which one leads, which are proven and how, and with which certificate (C-032)."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from integrations.connections.health import queries as health
from integrations.connections.health.types import HostCertificate
from provisioning.lifecycle import proofs
from provisioning.lifecycle.models import UNFINISHED_STATES, Operation
from provisioning.lifecycle.types import DomainChange, OperationKind
from tenants import hosts
from tenants.models import Domain, OperatorRecord
from tenants.types import Certificate

PROOF_GONE = "domain.proof_missing"
SOON = {Certificate.OWN.value: 30, Certificate.ACME.value: 7}
"""Days before the end of a certificate from which on somebody should see to it: the proxy renews its own earlier."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The certificate that visitors of an own host get."""

    seen_at: datetime
    until: datetime | None
    days: int | None
    """For how many it is still good; None where it is not good."""
    is_wrong: bool
    """Whether visitors are warned of it."""
    is_soon: bool
    """Whether somebody should see to it now."""


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
    shown: Shown | None = None
    """What a visitor gets; None where that is the platform's, or nobody has looked yet."""

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
    gone, seen = _gone(tenant), certificates(health.hosts_of(tenant))
    found = Domain.objects.filter(tenant__uuid=tenant).order_by("-is_primary", "domain")
    return [_host(domain, gone.get(domain.domain), seen.get(domain.pk)) for domain in found]


def certificates(seen: Iterable[HostCertificate]) -> Mapping[int, Shown]:
    """Say what visitors of own hosts get, by row of the host."""
    now = timezone.now()
    return {each.row: shown(each, now) for each in seen}


def shown(seen: HostCertificate, now: datetime) -> Shown:
    """Say how a certificate is now, after it was seen a while ago."""
    is_wrong = bool(seen.wrong) or seen.has_ended(now)
    days = None if is_wrong else seen.days(now)
    is_soon = days is not None and days <= SOON.get(seen.kind, 0)
    return Shown(seen.seen_at, seen.until, days, is_wrong, is_soon)


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


def _host(domain: Domain, gone_at: datetime | None, seen: Shown | None) -> Host:
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
        shown=None if hosts.is_of_platform(domain.domain) else seen,
    )


def _gone(tenant: uuid.UUID) -> dict[str, datetime]:
    """Answer by host when its proof was last missed."""
    missed = OperatorRecord.objects.filter(tenant=tenant, action=PROOF_GONE).order_by("recorded_at")
    return dict(missed.values_list("target", "recorded_at"))
