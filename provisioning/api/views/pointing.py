"""Point at a connection of a municipality, and answer what was asked for it."""

import uuid
from typing import Any, Final

from django.utils.translation import gettext as _
from ninja import Status

from integrations.connections import queries as connections
from integrations.connections.inbox.models import Command
from integrations.connections.types import Overview
from provisioning.api import problems, queries, versions
from provisioning.api.requests import ApiRequest
from provisioning.api.shapes.connections import Connection, Errand

ASKED: Final[dict[int, Any]] = {202: Errand}


def connection_of(tenant: uuid.UUID, connection: uuid.UUID) -> Overview:
    """Find a connection of a municipality.

    :raises Problem: when there is none.
    """
    found = connections.overview(queries.tenant(tenant).uuid, connection)
    if found is None:
        raise problems.not_found(_("Deze koppeling bestaat niet."))
    return found


def connection_meant(request: ApiRequest, tenant: uuid.UUID, connection: uuid.UUID) -> Overview:
    """Find the connection that is meant; when its `If-Match` asks so, as it was read, and nobody comes between.

    :raises Problem: when there is none, or it is another by now.
    """
    if not versions.is_asked(request):
        return connection_of(tenant, connection)
    queries.held(tenant)
    found = connection_of(tenant, connection)
    versions.expect(request, Connection.of(found, connections.errands(tenant).get(found.key)))
    return found


def errand(command: uuid.UUID) -> Status[Any]:
    """Answer what a worker will do for a connection."""
    found = Command.objects.defer("payload", "result").get(pk=command)
    return Status(202, Errand.of(connections.errand_of(found)))
