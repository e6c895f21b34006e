"""Ask for changes of a tenant's hosts (requirement C-032). What is so already stays so, and is no operation."""

import datetime
import secrets
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provisioning.lifecycle import domain_rules, proofs
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.known import known
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import DomainChange, OperationKind
from tenants import hosts
from tenants.audit import Actor
from tenants.models import Domain, ReleasedHost, Tenant
from tenants.types import Certificate

from .requesting import locked, one_at_a_time, request


@dataclass(frozen=True, slots=True)
class CertificateChoice:
    """Which certificate a host gets, and for a DV certificate who accepted the risk and when."""

    kind: str = ""
    accepted_by: str = ""
    """A function and a letter, such as *CISO, brief 2026-113*; no names."""
    accepted_on: datetime.date | None = None

    def as_parameters(self, host: str) -> dict[str, Any]:
        """Make the form in which the journal stores it; an acceptance that nobody needs is not kept."""
        kind = self.kind or (Certificate.PLATFORM.value if hosts.is_of_platform(host) else "")
        needs = kind == Certificate.ACME
        return {
            "certificate": kind,
            "accepted_by": self.accepted_by.strip() if needs else "",
            "accepted_on": self.accepted_on.isoformat() if needs and self.accepted_on else "",
        }


@transaction.atomic
def request_domain(
    host: str, *, tenant: uuid.UUID, certificate: CertificateChoice, by: Actor, why: str = ""
) -> Operation | None:
    """Ask for one more host. Unless it lies below a domain of the platform it serves once it is proven.

    :raises RefusedError: with all reasons by field, when it may not be had.
    """
    one_at_a_time()  # or two look-alikes, asked for at once, would both pass
    row, host = locked(tenant), host.strip().lower()
    own = list(row.domains.values_list("domain", flat=True))
    if host in own:
        return None
    reasons = {
        "host": domain_rules.refusals(host, known(), tenant, own),
        **_certificate_refusals(host, certificate),
    }
    _refuse(reasons)
    wanted = {**certificate.as_parameters(host), "token": secrets.token_hex(20)}
    return _ask(DomainChange.ADD, row, host, by, why, wanted, claims=True)


def request_proof(host: str, *, tenant: uuid.UUID, by: Actor, why: str = "") -> Operation | None:
    """Look for the proof in the DNS, and ask that the host serves from now on.

    :raises RefusedError: when the proof is not there, saying where it should stand.
    """
    seen = _own(tenant, host)
    if seen.proven_at:
        return None
    finding = proofs.look(seen)  # before any lock is held
    if finding is not proofs.Finding.GIVEN:
        raise RefusedError({"host": [proofs.explain(finding, seen)]})
    with transaction.atomic():
        row = locked(tenant)
        wanted = {"token": seen.proof_token, "seen_at": timezone.now().isoformat()}
        return _ask(DomainChange.PROVE, row, seen.domain, by, why, wanted)


@transaction.atomic
def request_certificate(
    host: str, *, tenant: uuid.UUID, certificate: CertificateChoice, by: Actor, why: str = ""
) -> Operation | None:
    """Ask for another certificate, or write down that the risk of a DV certificate was accepted.

    :raises RefusedError: with all reasons by field, when it may not be had.
    """
    row, domain = locked(tenant), _own(tenant, host)
    _refuse(_certificate_refusals(domain.domain, certificate))
    wanted = certificate.as_parameters(domain.domain)
    if wanted == _certificate_of(domain):
        return None
    return _ask(DomainChange.CERTIFICATE, row, domain.domain, by, why, wanted)


@transaction.atomic
def request_primary(host: str, *, tenant: uuid.UUID, by: Actor, why: str = "") -> Operation | None:
    """Ask that a host becomes the primary one, to which all others lead.

    :raises RefusedError: when it is not proven.
    """
    row, domain = locked(tenant), _own(tenant, host)
    if domain.is_primary:
        return None
    if not domain.proven_at:
        _refuse({"host": [_("Dit webadres is nog niet bewezen, en kan dus niet het hoofdadres worden.")]})
    return _ask(DomainChange.PRIMARY, row, domain.domain, by, why, {})


@transaction.atomic
def request_removal(host: str, *, tenant: uuid.UUID, by: Actor, why: str = "") -> Operation | None:
    """Ask that a host is taken from a tenant. For a while nobody else gets it.

    :raises RefusedError: when it is the primary one, or not the tenant's.
    """
    row = locked(tenant)
    if ReleasedHost.objects.filter(host=host.strip().lower(), tenant=tenant).exists():
        return None
    domain = _own(tenant, host)
    if domain.is_primary:
        _refuse({"host": [_("Dit is het hoofdadres. Maak eerst een ander adres het hoofdadres.")]})
    return _ask(DomainChange.REMOVE, row, domain.domain, by, why, {})


def _ask(
    change: DomainChange,
    row: Tenant,
    host: str,
    by: Actor,
    why: str,
    wanted: dict[str, Any],
    *,
    claims: bool = False,
) -> Operation:
    return request(
        OperationKind.CHANGE_DOMAINS,
        tenant=row,
        by=by,
        why=why,
        parameters={"change": change.value, "host": host, **wanted},
        claimed_host=host if claims else "",
    )


def _own(tenant: uuid.UUID, host: str) -> Domain:
    wanted = host.strip().lower()
    found: Domain | None = Domain.objects.filter(tenant__uuid=tenant, domain=wanted).first()
    if found is None:
        raise RefusedError({"host": [_("Dit webadres is niet van deze gemeente.")]})
    return found


def _certificate_refusals(host: str, chosen: CertificateChoice) -> dict[str, list[str]]:
    return domain_rules.certificate_refusals(host, chosen.kind, chosen.accepted_by, chosen.accepted_on)


def _certificate_of(domain: Domain) -> dict[str, Any]:
    choice = CertificateChoice(domain.certificate, domain.risk_accepted_by, domain.risk_accepted_on)
    return choice.as_parameters(domain.domain)


def _refuse(reasons: dict[str, list[str]]) -> None:
    found = {field: texts for field, texts in reasons.items() if texts}
    if found:
        raise RefusedError(found)
