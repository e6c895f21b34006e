"""Certificates with which we show who we are: request one, put the next beside that of now, let it take over."""

import uuid
from typing import Any

from django.utils.translation import gettext as _
from ninja import Status

from integrations.connections import operations
from integrations.errors import RefusedError
from provisioning.api import requests
from provisioning.api.idempotency import once
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import router, writes
from provisioning.api.shapes.certificates import Advance, NewCertificate, NewKeyPair
from provisioning.api.versions import heeds
from provisioning.tokens.types import Scope

from .pointing import ASKED, connection_meant, errand

ROUTES = router("connections")
ONE = "/tenants/{uuid:tenant}/connections/{uuid:connection}"
WRITE = Scope.CONNECTIONS_WRITE


@writes(
    "post", ROUTES, f"{ONE}/key-pairs", WRITE, ASKED, "Certificaat aanvragen",
    "Vraag om een sleutelpaar en een aanvraag; de sleutel blijft in de gemeente. De aanvraag staat daarna bij de "
    "koppeling (`certificateRequest`).",
)  # fmt: skip
@once
@heeds
def make_key_pair(
    request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID, wanted: NewKeyPair
) -> Status[Any]:
    """Ask for a key pair and a certificate request."""
    found = connection_meant(request, tenant, connection)
    command = operations.request_key_pair(
        tenant=tenant,
        connection=found.key,
        name=wanted.common_name,
        organisation=wanted.organisation,
        by=requests.actor(request),
    )
    return errand(command)


@writes(
    "put", ROUTES, f"{ONE}/certificate", WRITE, ASKED, "Certificaat plaatsen",
    "Vraag om een certificaat. Is er al een, dan komt dit ernaast en lost het af wanneer u zegt. Met `tried` is dat "
    "als een test slaagt: vraag die met `/tests`.",
)  # fmt: skip
@once
@heeds
def put_certificate(
    request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID, wanted: NewCertificate
) -> Status[Any]:
    """Ask for a certificate to be put in, beside the one of now where there is one."""
    found = connection_meant(request, tenant, connection)
    asked = wanted.wanted()
    if not asked["certificate"].strip() and not asked["bundle"]:  # that would take out those that are there
        raise RefusedError({"certificate": _("Kies een bestand, of plak het certificaat.")})
    command = operations.request_certificate(
        tenant=tenant, connection=found.key, by=requests.actor(request), **asked
    )
    return errand(command)


@writes(
    "post", ROUTES, f"{ONE}/certificate-advances", WRITE, ASKED, "Volgend certificaat nu gebruiken",
    "Vraag om het volgende certificaat nu in gebruik te nemen; dat van nu blijft als vorige staan.",
)  # fmt: skip
@once
@heeds
def advance_certificate(
    request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID, wanted: Advance
) -> Status[Any]:
    """Ask for the next certificate to take over now."""
    found = connection_meant(request, tenant, connection)
    command = operations.request_advance(
        tenant=tenant,
        connection=found.key,
        by=requests.actor(request),
        fingerprint=wanted.fingerprint or "",
    )
    return errand(command)


@writes(
    "delete", ROUTES, f"{ONE}/next-certificate", WRITE, ASKED, "Volgend certificaat vergeten",
    "Vraag om het certificaat te vergeten dat klaarstaat.",
)  # fmt: skip
@once
@heeds
def forget_next_certificate(request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID) -> Status[Any]:
    """Ask for the next certificate to be forgotten."""
    return _left(request, tenant, connection, "next")


@writes(
    "delete", ROUTES, f"{ONE}/former-certificate", WRITE, ASKED, "Vorig certificaat vergeten",
    "Vraag om het certificaat te vergeten dat is afgelost.",
)  # fmt: skip
@once
@heeds
def forget_former_certificate(request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID) -> Status[Any]:
    """Ask for the former certificate to be forgotten."""
    return _left(request, tenant, connection, "former")


@writes(
    "delete", ROUTES, f"{ONE}/certificate", WRITE, ASKED, "Certificaat weghalen",
    "Vraag om al onze certificaten van deze koppeling weg te halen.",
)  # fmt: skip
@once
@heeds
def take_certificate_out(request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID) -> Status[Any]:
    """Ask for our certificates to be taken out."""
    found = connection_meant(request, tenant, connection)
    command = operations.request_certificate(tenant=tenant, connection=found.key, by=requests.actor(request))
    return errand(command)


def _left(request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID, which: str) -> Status[Any]:
    found = connection_meant(request, tenant, connection)
    command = operations.request_leave(
        tenant=tenant, connection=found.key, which=which, by=requests.actor(request)
    )
    return errand(command)
