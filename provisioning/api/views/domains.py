"""Hosts of a municipality: add, prove, choose a certificate, lead all others to one, take away."""

import uuid
from typing import Any

from django.utils import timezone
from ninja import Status

from integrations.connections.health import queries as health
from provisioning.api import queries, requests
from provisioning.api.idempotency import once
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.base import Because, Host
from provisioning.api.shapes.domains import CertificateGiven, Domain, DomainList, NewDomain, PrimaryDomain
from provisioning.lifecycle import operations
from provisioning.tokens.types import Scope

from .accepting import OR_UNCHANGED, accepted

ROUTES = router("domains")
ALL = "/tenants/{uuid:tenant}/domains"
ONE = f"{ALL}/{{host}}"
WRITE = Scope.DOMAINS_WRITE


@reads(
    ROUTES, ALL, Scope.DOMAINS_READ, DomainList, "Webadressen van een gemeente",
    "Geef de webadressen, met wat in de DNS moet staan om ze te bewijzen.",
)  # fmt: skip
def list_domains(request: ApiRequest, tenant: uuid.UUID) -> DomainList:
    """List the hosts of a municipality."""
    row, now = queries.tenant(tenant), timezone.now()
    seen = {each.row: each for each in health.hosts_of(row.uuid)}
    return DomainList(items=[Domain.of(each, seen.get(each.pk), now) for each in row.domains.order_by("pk")])


@writes(
    "post", ROUTES, ALL, WRITE, OR_UNCHANGED, "Webadres toevoegen",
    "Vraag om een webadres toe te voegen. Buiten de domeinen van het platform moet het daarna bewezen worden.",
)  # fmt: skip
@once
def add_domain(request: ApiRequest, tenant: uuid.UUID, wanted: NewDomain) -> Status[Any]:
    """Ask for one more host."""
    asked = operations.request_domain(
        wanted.host,
        tenant=queries.tenant(tenant).uuid,
        certificate=wanted.choice(),
        by=requests.actor(request),
        why=wanted.reason,
    )
    return accepted(request, asked)


@writes(
    "post", ROUTES, f"{ONE}/proofs", WRITE, OR_UNCHANGED, "Webadres bewijzen",
    "Kijk of het bewijs in de DNS staat; geweigerd zolang dat niet zo is, met wat er moet staan.",
)  # fmt: skip
@once
def prove_domain(request: ApiRequest, tenant: uuid.UUID, host: Host, wanted: Because) -> Status[Any]:
    """Look for the proof of a host, and let it serve."""
    asked = operations.request_proof(
        host, tenant=queries.tenant(tenant).uuid, by=requests.actor(request), why=wanted.reason
    )
    return accepted(request, asked)


@writes(
    "put", ROUTES, f"{ONE}/certificate", WRITE, OR_UNCHANGED, "Certificaat kiezen",
    "Vraag om een ander certificaat, of leg vast dat het risico van een DV-certificaat is aanvaard.",
)  # fmt: skip
@once
def choose_certificate(
    request: ApiRequest, tenant: uuid.UUID, host: Host, wanted: CertificateGiven
) -> Status[Any]:
    """Ask for another certificate."""
    asked = operations.request_certificate(
        host,
        tenant=queries.tenant(tenant).uuid,
        certificate=wanted.choice(),
        by=requests.actor(request),
        why=wanted.reason,
    )
    return accepted(request, asked)


@writes(
    "put", ROUTES, "/tenants/{uuid:tenant}/primary-domain", WRITE, OR_UNCHANGED, "Hoofdadres kiezen",
    "Vraag om een bewezen webadres het hoofdadres te maken; alle andere leiden daarnaartoe.",
)  # fmt: skip
@once
def choose_primary_domain(request: ApiRequest, tenant: uuid.UUID, wanted: PrimaryDomain) -> Status[Any]:
    """Ask for another primary host."""
    asked = operations.request_primary(
        wanted.host, tenant=queries.tenant(tenant).uuid, by=requests.actor(request), why=wanted.reason
    )
    return accepted(request, asked)


@writes(
    "delete", ROUTES, ONE, WRITE, OR_UNCHANGED, "Webadres weghalen",
    "Vraag om een webadres weg te halen; een tijd lang krijgt niemand anders het.",
)  # fmt: skip
@once
def remove_domain(request: ApiRequest, tenant: uuid.UUID, host: Host) -> Status[Any]:
    """Ask for a host to be taken away."""
    asked = operations.request_removal(host, tenant=queries.tenant(tenant).uuid, by=requests.actor(request))
    return accepted(request, asked)
