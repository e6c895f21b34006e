"""Operations: follow them, try them again, have them undone."""

import uuid
from typing import Any

from ninja import Query, Status

from provisioning.api import paging, queries, requests
from provisioning.api.idempotency import once
from provisioning.api.paging import Paging
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.base import Because
from provisioning.api.shapes.operations import Operation, OperationList
from provisioning.lifecycle import operations
from provisioning.lifecycle.types import OperationKind, OperationState
from provisioning.tokens.types import Scope

from .accepting import ACCEPTED, accepted

ROUTES = router("operations")
ONE = "/operations/{uuid:operation}"


class OperationFilters(Paging):
    """Which operations."""

    tenant: uuid.UUID | None = None
    state: OperationState | None = None
    kind: OperationKind | None = None


@reads(
    ROUTES,
    "/operations",
    Scope.OPERATIONS_READ,
    OperationList,
    "Lijst van opdrachten",
    "Geef de opdrachten, de nieuwste eerst.",
)
def list_operations(request: ApiRequest, wanted: Query[OperationFilters]) -> OperationList:
    """List operations, the newest first."""
    chosen = {name: value for name in ("tenant", "state", "kind") if (value := getattr(wanted, name))}
    piece = paging.piece(queries.operations(**chosen), wanted, newest_first=True)
    return OperationList(items=[Operation.of(row) for row in piece.rows], next_cursor=piece.next_cursor)


@reads(
    ROUTES,
    ONE,
    Scope.OPERATIONS_READ,
    Operation,
    "Eén opdracht",
    "Geef een opdracht met haar stappen: zo volgt u wat u hebt gevraagd.",
)
def read_operation(request: ApiRequest, operation: uuid.UUID) -> Operation:
    """Read one."""
    return Operation.of(queries.operation(operation))


@writes(
    "post",
    ROUTES,
    f"{ONE}/retries",
    Scope.OPERATIONS_WRITE,
    ACCEPTED,
    "Mislukte opdracht opnieuw proberen",
    "Probeer een mislukte opdracht opnieuw, vanaf de stap die mislukte.",
)
@once
def retry_operation(request: ApiRequest, operation: uuid.UUID, wanted: Because) -> Status[Any]:
    """Try a failed one again."""
    found = queries.operation(operation)
    operations.retry(found, by=requests.actor(request), why=wanted.reason)
    return accepted(request, found)


@writes(
    "post",
    ROUTES,
    f"{ONE}/reversals",
    Scope.OPERATIONS_WRITE,
    ACCEPTED,
    "Opdracht ongedaan maken",
    "Laat een mislukte opdracht ongedaan maken, of trek een geplande in.",
)
@once
def undo_operation(request: ApiRequest, operation: uuid.UUID, wanted: Because) -> Status[Any]:
    """Have one undone, or call off one that is planned."""
    found = queries.operation(operation)
    operations.undo(found, by=requests.actor(request), why=wanted.reason)
    return accepted(request, found)
