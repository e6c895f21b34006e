"""What the console asks for; its database login has no rights in any municipality's schema."""

import uuid
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from integrations.connections import addresses, queries, queue
from integrations.connections.inbox.models import Command, Kind
from integrations.connections.models import Connection
from integrations.connections.types import CLIENT_ID, System, row_of
from integrations.errors import NotConfiguredError, RefusedError
from tenants import audit, directory, fields, keys
from tenants.types import TenantRef

LONGEST_SECRET = 500
LONGEST_CLIENT_ID = 100


def request_change(
    *,
    tenant: uuid.UUID,
    system: str,
    address: str,
    secret: str,
    by: audit.Actor,
    client_id: str = CLIENT_ID,
) -> uuid.UUID:
    """Ask for another address and secret of a connection; answer the command's key.

    The secret is asked for anew with every change: kept, it could be lured to an address of somebody's
    choice. It is sealed here, for the row that it will stand in, and leaves as ciphertext only.

    :raises RefusedError: with a text for each field that is not right.
    """
    ref, which = _serving(tenant), System(system)
    address = _checked(ref, address, secret, client_id)
    place = fields.place(Connection, "secret", row_of(tenant, which))
    fingerprint = keys.fingerprint(secret)
    payload = {
        "address": address,
        "client_id": client_id.strip(),
        "secret": keys.encrypt(secret, tenant=tenant, place=place),
        "fingerprint": fingerprint,
    }
    return _leave(
        ref, which, Kind.CHANGE, payload, by=by, details={"address": address, "fingerprint": fingerprint}
    )


def request_test(*, tenant: uuid.UUID, by: audit.Actor, system: str = System.CASE_SYSTEM) -> uuid.UUID:
    """Ask for a test of a connection; one that is waiting already is enough (attack W03).

    :raises NotConfiguredError: when there is nothing to test.
    """
    ref, which = _serving(tenant), System(system)
    waiting = queries.open_commands(tenant, which)
    if test := waiting.filter(kind=Kind.TEST).first():
        return test.uuid
    if queries.connection_of(tenant) is None and not waiting.exists():
        raise NotConfiguredError("There is no connection to test.")
    return _leave(ref, which, Kind.TEST, {}, by=by, details={})


def _serving(tenant: uuid.UUID) -> TenantRef:
    ref = directory.by_uuid(tenant)
    if ref is None or not ref.serves:
        raise RefusedError({"": _("Deze gemeente is niet in gebruik.")})
    return ref


def _checked(ref: TenantRef, address: str, secret: str, client_id: str) -> str:
    reasons: dict[str, str] = {}
    try:
        address = addresses.accept(address, ref)
    except RefusedError as error:
        reasons |= error.reasons
    if not secret:
        reasons["secret"] = _("Vul het geheim in.")
    elif len(secret) > LONGEST_SECRET or not secret.isprintable() or secret != secret.strip():
        reasons["secret"] = _("Dit kan het geheim niet zijn. Kopieer het opnieuw, zonder spaties eromheen.")
    if not 0 < len(client_id.strip()) <= LONGEST_CLIENT_ID or not client_id.isprintable():
        reasons["client_id"] = _("Vul de client-id in die de leverancier heeft gegeven.")
    if reasons:
        raise RefusedError(reasons)
    return address


def _leave(
    ref: TenantRef,
    system: System,
    kind: Kind,
    payload: dict[str, str],
    *,
    by: audit.Actor,
    details: dict[str, Any],
) -> uuid.UUID:
    """Leave a command for the worker, and the act in the operators' stream."""
    with transaction.atomic():
        command = Command.objects.create(
            tenant=ref.uuid,
            system=system.value,
            kind=kind,
            payload=payload,
            actor_kind=by.kind,
            actor=by.name,
            origin=by.origin,
        )
        audit.record(
            f"connection.{kind.value}_requested", by=by, tenant=ref.uuid, target=system.value, details=details
        )
        transaction.on_commit(partial(queue.put, command.uuid))
    return command.uuid
