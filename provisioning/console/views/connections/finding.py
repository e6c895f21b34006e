"""Find the municipality and the connection that an address names."""

import uuid

from django.http import Http404

from provisioning.console.queries import connections, tenants
from provisioning.console.queries.connections import Panel
from provisioning.console.views.tenants import find


def one(tenant: uuid.UUID, connection: uuid.UUID) -> tuple[tenants.Row, Panel]:
    """Answer a municipality and a connection of it.

    :raises Http404: when there is none.
    """
    row, panel = find(tenant), connections.panel(tenant, connection)
    if panel is None:
        raise Http404
    return row, panel
