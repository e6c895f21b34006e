"""Which connections the entered municipality has, and what a look needs of each."""

import uuid
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from integrations.connections import catalogue, queries
from integrations.connections.models import Connection
from integrations.connections.types import NO_RECORD, Access
from tenants.errors import DecryptionError

from .types import State

PAUSED = {"off": State.SWITCHED_OFF, "maintenance": State.MAINTENANCE, "unfinished": State.NOT_CONFIGURED}


@dataclass(frozen=True, slots=True)
class Subject:
    """One connection."""

    key: uuid.UUID
    system: str
    name: str
    """As people tell it from others: its kind, and its own name where there are several of that kind."""
    paused: State | None
    """Why it is not used just now."""
    access: Access | None
    """None where its secret cannot be read, or it is not used."""


def subjects(now: datetime) -> list[Subject]:
    """List the connections of the entered municipality."""
    found = list(Connection.objects.order_by("system", "uuid"))
    number = Counter(connection.system for connection in found)
    return [_subject(connection, now, number[connection.system] > 1) for connection in found]


def _subject(connection: Connection, now: datetime, is_one_of_several: bool) -> Subject:
    paused = _paused(connection, now)
    return Subject(
        connection.pk,
        connection.system,
        _name(connection) if is_one_of_several else catalogue.title(connection.system),
        paused,
        None if paused else _access(connection),
    )


def _name(connection: Connection) -> str:
    title, kind = catalogue.title(connection.reference, connection.name), catalogue.title(connection.system)
    return title if title.startswith(kind) else f"{title} ({kind})"


def _paused(connection: Connection, now: datetime) -> State | None:
    standing = getattr(connection, "standing", None)
    return PAUSED.get(standing(now).value) if standing else None


def _access(connection: Connection) -> Access | None:
    try:
        access = queries.access_by(connection)
    except DecryptionError:
        return None
    return replace(access, key=connection.pk) if access.key == NO_RECORD else access
