"""Carry commands out, inside the municipality, exactly once whatever is killed (architecture I7).

A change and the closing of its command are one transaction, and a release of the municipality's configuration where
something differs (C-033). A test has no effect outside but a read, so it may run again. Changes of one connection are
applied in the order in which they were asked for.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.connections import queries, queue
from integrations.connections.inbox.models import LOOKING, Command, Kind, Progress
from integrations.errors import NotConfiguredError, RefusedError
from tenants import audit, directory
from tenants.configuration import recording
from tenants.entry import enter, outside
from tenants.errors import DecryptionError
from tenants.types import TenantRef

from . import applying, examining, mending, telling

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
            _apply_changes(ref, applying.row_of_command(found))
            if found.kind == Kind.TEST:
                _test(ref, found)
            elif found.kind == Kind.TRY:
                _try(ref, found)


def dispatch() -> None:
    """Queue again what got lost or whose worker died, and forget what was closed long ago."""
    now = timezone.now()
    for command in queries.overdue(now):
        queue.put(command.uuid)
    closed = Command.objects.exclude(progress=Progress.OPEN)
    closed.filter(kind=Kind.TRY, created_at__lt=now - queries.TRIAL_KEPT).exclude(payload={}).update(
        payload={}
    )
    closed.filter(closed_at__lt=now - KEPT).delete()


def close(command: Command, *, error: str = "", **more: Any) -> None:
    """Close a command and empty its payload."""
    Command.objects.filter(pk=command.pk).update(
        progress=Progress.FAILED if error else Progress.DONE,
        error=error[:200],
        closed_at=timezone.now(),
        **{"payload": {}, **more},
    )


def _begin(command: uuid.UUID) -> Command | None:
    Command.objects.filter(pk=command, progress=Progress.OPEN).update(
        attempts=F("attempts") + 1, begun_at=timezone.now()
    )
    return Command.objects.filter(pk=command, progress=Progress.OPEN).first()


@transaction.atomic
def _apply_changes(ref: TenantRef, connection: uuid.UUID) -> None:
    waiting = queries.open_commands(ref.uuid, connection).exclude(kind__in=LOOKING)
    for command in waiting.select_for_update():
        close(command, error=_applied(ref, command))


def _applied(ref: TenantRef, command: Command) -> str:
    """Make it so; answer why that was not possible, where it was not."""
    try:
        with enter(ref), recording.changes(ref, by=command.by):
            connection, act = applying.apply(command)
            details = {"address": connection.address, "fingerprint": connection.fingerprint}
            audit.record(act, by=command.by, target=connection.reference, details=details)
            mending.begin_anew(ref, connection)
            if command.kind == Kind.REMOVE:
                telling.forget(ref, connection)
            else:
                telling.tell(ref, connection)
    except DecryptionError:
        return _("Het geheim is niet te lezen. Vul het opnieuw in.")
    except RefusedError as error:
        return " ".join(error.reasons.values())
    except NotConfiguredError:
        return _("Deze koppeling is er niet meer.")
    return ""


def _test(ref: TenantRef, command: Command) -> None:
    try:
        was_current = examining.examine(ref, command)
    except NotConfiguredError:
        close(command, error=_("Er is nog geen verbinding om te testen."))
    else:
        close(command, error="" if was_current else _("De verbinding is intussen gewijzigd. Test opnieuw."))


def _try(ref: TenantRef, command: Command) -> None:
    """Test what is filled in; the sealed payload stays for a while, so that it can be kept as it is."""
    try:
        result = examining.attempt(ref, command)
    except DecryptionError:
        close(command, error=_("Het geheim is niet te lezen. Vul het opnieuw in."))
    except RefusedError as error:
        close(command, error=" ".join(error.reasons.values()))
    else:
        close(command, result=result, payload=command.payload)
