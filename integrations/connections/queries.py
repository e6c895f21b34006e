"""Read connections: what the console may know of them, and what a client inside a municipality needs."""

import uuid
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from integrations.errors import NotConfiguredError
from tenants.entry import outside
from tenants.fields import EncryptedTextField
from tenants.models import Insight

from .inbox.models import Command, Progress
from .models import Connection
from .types import EXPLANATIONS, TOPIC, Access, Errand, Finding, Overview, State, System

SECRET: EncryptedTextField = Connection._meta.get_field("secret")
FIRST_CHANCE = timedelta(seconds=10)
"""How long the message that was queued with a command may take to reach a worker."""
LONGEST_ATTEMPT = timedelta(seconds=60)
"""After this an attempt is dead: a test takes seconds, a change less."""


def connection_of(tenant: uuid.UUID) -> Overview | None:
    """Answer what the console may know of a municipality's connection, as its own jobs last told."""
    with outside():
        insight = Insight.objects.filter(tenant__uuid=tenant, topic=TOPIC).first()
    if insight is None:
        return None
    told = insight.data
    finding = told.get("finding")
    return Overview(
        system=told["system"],
        address=told["address"],
        client_id=told["client_id"],
        fingerprint=told["fingerprint"],
        state=State(told["state"]),
        message=str(EXPLANATIONS[Finding(finding)]) if finding else "",
        checked_at=_moment(told["checked_at"]),
        changed_at=_moment(told["changed_at"]),
        changed_by=told["changed_by"],
    )


def last_errand(tenant: uuid.UUID) -> Errand | None:
    """Answer what was last asked for a municipality's connection, and whether it is done."""
    with outside():
        command = Command.objects.filter(tenant=tenant).order_by("-created_at").first()
    if command is None:
        return None
    return Errand(
        uuid=command.uuid,
        kind=command.kind,
        is_open=command.progress == Progress.OPEN,
        error=command.error,
        created_at=command.created_at,
    )


def access_to(system: System) -> Access:
    """Answer what a client needs to speak to a system of the entered municipality.

    :raises NotConfiguredError: when there is no such connection.
    :raises DecryptionError: when its secret cannot be read.
    """
    return access_by(connection_with(system))


def connection_with(system: System) -> Connection:
    """Answer the entered municipality's record of a system.

    :raises NotConfiguredError: when there is none.
    """
    found = Connection.objects.filter(system=system.value).first()
    if found is None:
        raise NotConfiguredError(f"No connection with a {system.value}.")
    return found


def access_by(connection: Connection) -> Access:
    """Answer what a client needs, from a record at hand.

    :raises DecryptionError: when its secret cannot be read.
    """
    return Access(
        address=connection.address, client_id=connection.client_id, secret=SECRET.reveal(connection)
    )


def open_commands(tenant: uuid.UUID, system: System) -> QuerySet[Command]:
    """List what waits for one connection, oldest first."""
    return Command.objects.filter(tenant=tenant, system=system.value, progress=Progress.OPEN).order_by(
        "created_at", "uuid"
    )


def overdue(now: datetime) -> QuerySet[Command]:
    """List what no worker has begun in time, and what one has begun and never closed."""
    never_begun = Q(begun_at__isnull=True, created_at__lt=now - FIRST_CHANCE)
    given_up = Q(begun_at__lt=now - LONGEST_ATTEMPT)
    return Command.objects.filter(never_begun | given_up, progress=Progress.OPEN).order_by("created_at")


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None
