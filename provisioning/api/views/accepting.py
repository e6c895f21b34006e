"""Answer what was asked for: a worker does it, and this is where it can be followed."""

from typing import Any

from ninja import Status

from provisioning.api import queries
from provisioning.api.requests import ApiRequest
from provisioning.api.shapes.base import Unchanged
from provisioning.api.shapes.operations import Operation
from provisioning.lifecycle import models

ACCEPTED: dict[int, Any] = {202: Operation}
OR_UNCHANGED: dict[int, Any] = {200: Unchanged, **ACCEPTED}


def accepted(request: ApiRequest, asked: models.Operation | None) -> Status[Any]:
    """Answer an operation that was asked for; none was needed when it is so already."""
    if asked is None:
        return Status(200, Unchanged())
    request.location = f"/api/v1/operations/{asked.uuid}"
    return Status(202, Operation.of(queries.operation(asked.uuid)))
