"""Leave a command for the worker that may enter the municipality."""

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from integrations.connections import queries, queue
from integrations.connections.inbox.models import Command, Kind
from integrations.connections.models import Connection
from integrations.connections.types import Overview
from integrations.errors import NotConfiguredError, RefusedError
from tenants import audit, directory, fields, keys
from tenants.types import TenantRef


def serving(tenant: uuid.UUID) -> TenantRef:
    """Answer a municipality that is in use.

    :raises RefusedError: when it is not.
    """
    ref = directory.by_uuid(tenant)
    if ref is None or not ref.serves:
        raise RefusedError({"": _("Deze gemeente is niet in gebruik.")})
    return ref


def known(tenant: uuid.UUID, connection: uuid.UUID) -> tuple[TenantRef, Overview]:
    """Answer a municipality that is in use, and what is known of a connection of it.

    :raises NotConfiguredError: when there is no such connection.
    """
    ref, found = serving(tenant), queries.overview(tenant, connection)
    if found is None:
        raise NotConfiguredError("There is no such connection.")
    return ref, found


def sealed(ref: TenantRef, row: uuid.UUID, column: str, text: str) -> str:
    """Seal a secret for the place in which it will stand."""
    return keys.encrypt(text, tenant=ref.uuid, place=fields.place(Connection, column, row))


def leave(
    ref: TenantRef,
    row: uuid.UUID,
    kind: Kind,
    payload: Mapping[str, Any],
    *,
    by: audit.Actor,
    system: str,
    reference: str,
    details: Mapping[str, Any],
) -> uuid.UUID:
    """Leave a command, and the act in the operators' stream; answer the command's key."""
    with transaction.atomic():
        command = Command.objects.create(
            tenant=ref.uuid,
            system=system,
            connection=row,
            kind=kind,
            payload=dict(payload),
            actor_kind=by.kind,
            actor=by.name,
            origin=by.origin,
        )
        action = f"connection.{kind.value}_requested"
        audit.record(action, by=by, tenant=ref.uuid, target=reference, details=details)
        transaction.on_commit(partial(queue.put, command.uuid))
    return command.uuid


def leave_for(
    ref: TenantRef,
    known: Overview,
    kind: Kind,
    payload: Mapping[str, Any],
    *,
    by: audit.Actor,
    details: Mapping[str, Any],
) -> uuid.UUID:
    """Leave a command for a connection that is there."""
    return leave(
        ref, known.key, kind, payload, by=by, system=known.system, reference=known.reference, details=details
    )
