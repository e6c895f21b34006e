"""Carry commands out, inside the municipality, exactly once whatever is killed (architecture I7).

A change and the closing of its command are one transaction. A test has no effect outside but a read, so it
may run again. Changes of one connection are applied in the order in which they were asked for.
"""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.connections import queries, queue
from integrations.connections.inbox.models import Command, Kind, Progress
from integrations.connections.models import Connection
from integrations.connections.types import State, System, row_of
from integrations.errors import NotConfiguredError
from tenants import audit, directory, fields, keys
from tenants.entry import enter, outside
from tenants.errors import DecryptionError
from tenants.types import TenantRef

from . import examining, telling

MOST_ATTEMPTS = 5
KEPT = timedelta(days=30)


def carry_out(*, command: uuid.UUID) -> None:
    """Do what a command asks for; one that is closed already asks for nothing."""
    with outside():
        found = _begin(command)
        if found is None:
            return
        ref = directory.by_uuid(found.tenant)
        if ref is None or not ref.serves:
            close(found, error=_("Deze gemeente is niet in gebruik."))
        elif found.attempts > MOST_ATTEMPTS:
            close(found, error=_("Dit is na vijf pogingen niet gelukt. Probeer het opnieuw."))
        else:
            _apply_changes(ref, System(found.system))
            if found.kind == Kind.TEST:
                _test(ref, found)


def dispatch() -> None:
    """Queue again what got lost or whose worker died, and forget what was closed long ago."""
    now = timezone.now()
    for command in queries.overdue(now):
        queue.put(command.uuid)
    Command.objects.exclude(progress=Progress.OPEN).filter(closed_at__lt=now - KEPT).delete()


def close(command: Command, *, error: str = "") -> None:
    """Close a command and empty its payload."""
    Command.objects.filter(pk=command.pk).update(
        progress=Progress.FAILED if error else Progress.DONE,
        error=error,
        payload={},
        closed_at=timezone.now(),
    )


def _begin(command: uuid.UUID) -> Command | None:
    Command.objects.filter(pk=command, progress=Progress.OPEN).update(
        attempts=F("attempts") + 1, begun_at=timezone.now()
    )
    return Command.objects.filter(pk=command, progress=Progress.OPEN).first()


@transaction.atomic
def _apply_changes(ref: TenantRef, system: System) -> None:
    for command in queries.open_commands(ref.uuid, system).filter(kind=Kind.CHANGE).select_for_update():
        try:
            _apply(ref, system, command)
        except DecryptionError:
            close(command, error=_("Het geheim is niet te lezen. Vul het opnieuw in."))
        else:
            close(command)


def _apply(ref: TenantRef, system: System, command: Command) -> None:
    told, row = command.payload, row_of(ref.uuid, system)
    keys.decrypt(told["secret"], tenant=ref.uuid, place=fields.place(Connection, "secret", row))
    with enter(ref):
        connection, _made = Connection.objects.update_or_create(
            pk=row,
            defaults={
                **{name: told[name] for name in ("address", "client_id", "secret", "fingerprint")},
                "system": system.value,
                "changed_at": command.created_at,
                "changed_by": command.actor,
                "state": State.UNTESTED.value,
                "finding": "",
                "checked_at": None,
            },
        )
        details = {"address": connection.address, "fingerprint": connection.fingerprint}
        audit.record("connection.changed", by=command.by, target=system.value, details=details)
    telling.tell(ref, connection)


def _test(ref: TenantRef, command: Command) -> None:
    try:
        was_current = examining.examine(ref, System(command.system), by=command.by)
    except NotConfiguredError:
        close(command, error=_("Er is nog geen verbinding om te testen."))
    else:
        close(command, error="" if was_current else _("De verbinding is intussen gewijzigd. Test opnieuw."))
