"""Make so what a command asks for, inside the municipality; each is done twice without harm."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from integrations.connections import certificates, queries
from integrations.connections.inbox.models import Command, Kind
from integrations.connections.models import Connection
from integrations.connections.types import State, row_of
from integrations.errors import NotConfiguredError, RefusedError
from tenants.errors import DecryptionError

from . import intake, succession

FILLED: Final = (
    "name", "address", "authentication", "client_id", "header", "scheme", "token_address", "scope", "trusted",
    "profile", "switches", "limits",
)  # fmt: skip
"""What a change sets; what a command does not name stays as it is."""
UNTESTED: Final[Mapping[str, Any]] = {
    "state": State.UNTESTED.value,
    "finding": "",
    "checked_at": None,
    "steps": [],
    "version": "",
    "found": {},
}


def row_of_command(command: Command) -> uuid.UUID:
    """Answer the key of the connection that a command is about."""
    return command.connection or row_of(command.tenant, command.system)


def apply(command: Command) -> tuple[Connection, str]:
    """Make it so in the entered municipality; answer the connection, and what the audit stream calls the act.

    :raises RefusedError: when it may not be; with the reason.
    :raises NotConfiguredError: when the connection is not there.
    :raises DecryptionError: when a secret was sealed for another place.
    """
    row = row_of_command(command)
    found = Connection.objects.select_for_update().filter(pk=row).first()
    if command.kind == Kind.CHANGE:
        return _change(found, command), "connection.changed"
    if found is None:
        raise NotConfiguredError("There is no such connection.")
    act, name = ACTS[Kind(command.kind)]
    act(found, command.payload)
    return found, name


def filled(connection: Connection, command: Command) -> Connection:
    """Put the values of a command into a connection, but for its secret."""
    told = command.payload
    connection.system, connection.slug = command.system, told.get("slug", connection.slug)
    for name in FILLED:
        if name in told:
            setattr(connection, name, told[name])
    connection.changed_at, connection.changed_by = command.created_at, command.actor
    return connection


def refuse_lure(kept: Connection, told: Mapping[str, Any]) -> None:
    """Refuse that a kept secret goes with another address than the one that it was given for.

    :raises RefusedError: when it would.
    """
    if kept.secret and intake.lured(kept, told):
        raise RefusedError({"secret": _("Bij een ander adres hoort ook het geheim. Vul het opnieuw in.")})


def _change(found: Connection | None, command: Command) -> Connection:
    told = command.payload
    if found is not None and told.get("is_new"):
        raise RefusedError({"name": _("Er is al een koppeling met deze naam.")})
    row = row_of_command(command)
    if "secret" in told:
        succession.open_sealed(told["secret"], "secret", row)
    elif found is not None:
        refuse_lure(found, told)
    connection = filled(found or Connection(pk=row), command)
    if "secret" in told:
        connection.secret, connection.fingerprint = told["secret"], told["fingerprint"]
    elif "secret" not in intake.fields_of(connection.authentication):
        connection.secret = connection.fingerprint = ""
    if found is None or "secret" in told or not connection.secret:
        _drop(connection, {})
    _save(connection, untested=True)
    return connection


def _rotate(connection: Connection, told: Mapping[str, Any]) -> None:
    succession.open_sealed(told["secret"], "secret", connection.pk)
    if connection.fingerprint == told["fingerprint"]:  # done before
        return
    try:
        former = queries.SECRET.reveal(connection)
    except DecryptionError:
        former = ""
    if former:
        queries.FORMER.encrypt(former, connection)
        connection.former_fingerprint = connection.fingerprint
        connection.former_until = parse_datetime(told["until"]) if told["until"] else None
    else:
        _drop(connection, {})
    connection.secret, connection.fingerprint = told["secret"], told["fingerprint"]
    _save(connection, untested=True)


def _forget_former(connection: Connection, told: Mapping[str, Any]) -> None:
    _drop(connection, told)
    _save(connection)


def _drop(connection: Connection, told: Mapping[str, Any]) -> None:
    connection.former_secret = connection.former_fingerprint = ""
    connection.former_until = None


def _switch(connection: Connection, told: Mapping[str, Any]) -> None:
    connection.is_on, connection.off_because = told["on"], told["because"]
    _save(connection)


def _plan(connection: Connection, told: Mapping[str, Any]) -> None:
    connection.maintenance_from = parse_datetime(told["begins"]) if told["begins"] else None
    connection.maintenance_until = parse_datetime(told["ends"]) if told["ends"] else None
    connection.maintenance_note = told["note"]
    _save(connection)


def _request(connection: Connection, told: Mapping[str, Any]) -> None:
    key, request = certificates.make_request(name=told["name"], organisation=told["organisation"])
    queries.PENDING.encrypt(key, connection)
    connection.pending_request = request
    _save(connection)


def _certify(connection: Connection, told: Mapping[str, Any]) -> None:
    if succession.put(connection, told):
        _save(connection, untested=True)
    else:
        _save(connection)


def _advance(connection: Connection, told: Mapping[str, Any]) -> None:
    if succession.is_meant(connection, succession.NEXT, told):
        succession.advance(connection)
        _save(connection, untested=True)


def _leave(connection: Connection, told: Mapping[str, Any]) -> None:
    if succession.is_meant(connection, told["which"], told):
        succession.leave(connection, told["which"])
        _save(connection)


def _remove(connection: Connection, told: Mapping[str, Any]) -> None:
    Connection.objects.filter(pk=connection.pk).delete()


def _save(connection: Connection, *, untested: bool = False) -> None:
    if untested:
        for name, value in UNTESTED.items():
            setattr(connection, name, value)
    connection.save()


type Act = Callable[[Connection, Mapping[str, Any]], None]
ACTS: Final[Mapping[Kind, tuple[Act, str]]] = {
    Kind.ROTATE: (_rotate, "connection.rotated"),
    Kind.DROP: (_forget_former, "connection.former_dropped"),
    Kind.SWITCH: (_switch, "connection.switched"),
    Kind.PLAN: (_plan, "connection.maintenance_planned"),
    Kind.REQUEST: (_request, "connection.key_made"),
    Kind.CERTIFY: (_certify, "connection.certified"),
    Kind.ADVANCE: (_advance, "connection.certificate_advanced"),
    Kind.LEAVE: (_leave, "connection.certificate_left"),
    Kind.REMOVE: (_remove, "connection.removed"),
}
