"""Connections of a municipality: add, change, secrets, test, switch, maintenance, remove."""

import uuid
from typing import Any

from django.utils.translation import gettext as _
from ninja import Status

from integrations.connections import catalogue, operations
from integrations.connections import queries as connections
from integrations.connections.types import Window
from integrations.errors import RefusedError
from provisioning.api import queries, requests
from provisioning.api.idempotency import once
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.base import Because
from provisioning.api.shapes.connections import (
    Connection,
    ConnectionGiven,
    ConnectionList,
    ConnectionSwitch,
    MaintenanceWindow,
    NewConnection,
    NewSecret,
)
from provisioning.api.versions import heeds, tells, told
from provisioning.tokens.types import Scope

from .pointing import ASKED, connection_meant, connection_of, errand

ROUTES = router("connections")
ALL = "/tenants/{uuid:tenant}/connections"
ONE = f"{ALL}/{{uuid:connection}}"
READ, WRITE = Scope.CONNECTIONS_READ, Scope.CONNECTIONS_WRITE


@reads(
    ROUTES, ALL, READ, ConnectionList, "Koppelingen van een gemeente",
    "Geef de koppelingen, zoals de gemeente ze het laatst meldde.",
)  # fmt: skip
def list_connections(request: ApiRequest, tenant: uuid.UUID) -> ConnectionList:
    """List the connections of a municipality."""
    identity = queries.tenant(tenant).uuid
    errands = connections.errands(identity)
    found = connections.overviews(identity)
    return ConnectionList(items=[Connection.of(each, errands.get(each.key)) for each in found])


@reads(
    ROUTES, ONE, READ, Connection, "Eén koppeling",
    "Geef een koppeling, met wat de laatste test per laag vond en of wat u vroeg klaar is.",
)  # fmt: skip
@tells
def read_connection(request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID) -> Connection:
    """Read one."""
    found = connection_of(tenant, connection)
    return told(request, Connection.of(found, connections.errands(tenant).get(found.key)))


@writes(
    "post", ROUTES, ALL, WRITE, ASKED, "Koppeling toevoegen",
    "Vraag om een koppeling. Een worker maakt haar in de gemeente; het geheim vertrekt versleuteld.",
)  # fmt: skip
@once
def add_connection(request: ApiRequest, tenant: uuid.UUID, wanted: NewConnection) -> Status[Any]:
    """Ask for one more connection."""
    identity = queries.tenant(tenant).uuid
    if wanted.system not in catalogue.systems():
        raise RefusedError({"system": _("Kies een systeem uit de catalogus.")})
    slug = operations.free_slug(identity, wanted.system, wanted.name)
    command = operations.request_change(
        tenant=identity,
        system=wanted.system,
        by=requests.actor(request),
        is_new=True,
        slug=slug,
        **wanted.wanted(),
    )
    return errand(command)


@writes(
    "put", ROUTES, ONE, WRITE, ASKED, "Koppeling wijzigen",
    "Vraag om een koppeling te wijzigen. Met een ander adres moet het geheim opnieuw mee.",
)  # fmt: skip
@once
@heeds
def change_connection(
    request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID, wanted: ConnectionGiven
) -> Status[Any]:
    """Ask for a connection to be changed."""
    found = connection_meant(request, tenant, connection)
    command = operations.request_change(
        tenant=tenant,
        system=found.system,
        by=requests.actor(request),
        slug=found.slug,
        **wanted.wanted(),
    )
    return errand(command)


@writes(
    "put", ROUTES, f"{ONE}/secret", WRITE, ASKED, "Nieuw geheim",
    "Vraag om een nieuw geheim; het vorige blijft daarnaast gelden.",
)  # fmt: skip
@once
@heeds
def rotate_connection_secret(
    request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID, wanted: NewSecret
) -> Status[Any]:
    """Ask for a new secret beside the one of now."""
    found = connection_meant(request, tenant, connection)
    command = operations.request_rotation(
        tenant=tenant,
        connection=found.key,
        secret=wanted.secret.get_secret_value(),
        by=requests.actor(request),
        until=wanted.until,
    )
    return errand(command)


@writes(
    "delete", ROUTES, f"{ONE}/former-secret", WRITE, ASKED, "Vorig geheim vergeten",
    "Vraag om het vorige geheim nu te vergeten.",
)  # fmt: skip
@once
@heeds
def drop_former_secret(request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID) -> Status[Any]:
    """Ask for the former secret to be forgotten."""
    found = connection_meant(request, tenant, connection)
    command = operations.request_drop(tenant=tenant, connection=found.key, by=requests.actor(request))
    return errand(command)


@writes(
    "post", ROUTES, f"{ONE}/tests", WRITE, ASKED, "Koppeling testen",
    "Vraag om een test; de uitkomst per laag staat daarna bij de koppeling.",
)  # fmt: skip
@once
def run_connection_test(
    request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID, wanted: Because
) -> Status[Any]:
    """Ask for a test."""
    found = connection_of(tenant, connection)
    command = operations.request_test(tenant=tenant, by=requests.actor(request), connection=found.key)
    return errand(command)


@writes(
    "put", ROUTES, f"{ONE}/switch", WRITE, ASKED, "Koppeling aan- of uitzetten",
    "Vraag om een koppeling wel of niet te gebruiken.",
)  # fmt: skip
@once
@heeds
def switch_connection(
    request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID, wanted: ConnectionSwitch
) -> Status[Any]:
    """Ask for a connection to be used or not."""
    found = connection_meant(request, tenant, connection)
    command = operations.request_switch(
        tenant=tenant,
        connection=found.key,
        on=wanted.is_on,
        by=requests.actor(request),
        why=wanted.reason[:200],
    )
    return errand(command)


@writes(
    "put", ROUTES, f"{ONE}/maintenance", WRITE, ASKED, "Onderhoud van het andere systeem",
    "Vraag om een periode waarin niemand het andere systeem aanroept.",
)  # fmt: skip
@once
@heeds
def plan_connection_maintenance(
    request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID, wanted: MaintenanceWindow
) -> Status[Any]:
    """Ask for a window in which nobody calls."""
    found = connection_meant(request, tenant, connection)
    command = operations.request_maintenance(
        tenant=tenant,
        connection=found.key,
        window=Window(wanted.begins, wanted.ends),
        by=requests.actor(request),
        note=wanted.note,
    )
    return errand(command)


@writes(
    "delete", ROUTES, f"{ONE}/maintenance", WRITE, ASKED, "Onderhoud afzeggen",
    "Vraag om aangekondigd onderhoud van het andere systeem af te zeggen.",
)  # fmt: skip
@once
@heeds
def cancel_connection_maintenance(
    request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID
) -> Status[Any]:
    """Take back what was announced."""
    found = connection_meant(request, tenant, connection)
    command = operations.request_maintenance(
        tenant=tenant, connection=found.key, window=None, by=requests.actor(request)
    )
    return errand(command)


@writes(
    "delete", ROUTES, ONE, WRITE, ASKED, "Koppeling verwijderen",
    "Vraag om een koppeling te verwijderen, met haar geheimen.",
)  # fmt: skip
@once
@heeds
def remove_connection(request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID) -> Status[Any]:
    """Ask for a connection to be taken away."""
    found = connection_meant(request, tenant, connection)
    command = operations.request_removal(tenant=tenant, connection=found.key, by=requests.actor(request))
    return errand(command)
