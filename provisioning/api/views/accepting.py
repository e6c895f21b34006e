"""Answer what was asked for: a worker does it, and this is where it can be followed."""

import uuid
from typing import Any

from ninja import Status

from provisioning.api import queries, versions
from provisioning.api.requests import ApiRequest
from provisioning.api.shapes.base import Unchanged
from provisioning.api.shapes.operations import Operation
from provisioning.api.shapes.tenants import Tenant
from provisioning.lifecycle import models

ACCEPTED: dict[int, Any] = {202: Operation}
OR_UNCHANGED: dict[int, Any] = {200: Unchanged, **ACCEPTED}


def meant(request: ApiRequest, tenant: uuid.UUID) -> uuid.UUID:
    """Find the municipality that is meant; when its `If-Match` asks so, as it was read, and nobody comes between.

    :raises Problem: when there is none, or it is another by now.
    """
    if not versions.is_asked(request):
        return queries.tenant(tenant).uuid
    found = queries.held(tenant)
    versions.expect(request, Tenant.of(found))
    return found.uuid


def accepted(request: ApiRequest, asked: models.Operation | None) -> Status[Any]:
    """Answer an operation that was asked for; none was needed when it is so already."""
    if asked is None:
        return Status(200, Unchanged())
    request.location = f"/api/v1/operations/{asked.uuid}"
    return Status(202, Operation.of(queries.operation(asked.uuid)))
