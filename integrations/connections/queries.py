"""Read connections: what the console may know of them, and what a client inside a municipality needs."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from integrations.errors import NotConfiguredError, Reason, UnavailableError
from tenants.entry import outside
from tenants.errors import DecryptionError
from tenants.fields import EncryptedTextField
from tenants.models import Insight

from . import catalogue, portraits
from .inbox.models import Command, Kind, Progress
from .models import Connection
from .types import (
    FORMER_TOPIC,
    TOPIC,
    Access,
    Authentication,
    Certificate,
    Errand,
    Limits,
    Overview,
    Standing,
    System,
    Way,
    row_of,
)

SECRET: EncryptedTextField = Connection._meta.get_field("secret")
FORMER: EncryptedTextField = Connection._meta.get_field("former_secret")
KEY: EncryptedTextField = Connection._meta.get_field("certificate_key")
NEXT_KEY: EncryptedTextField = Connection._meta.get_field("next_key")
FORMER_KEY: EncryptedTextField = Connection._meta.get_field("former_key")
PENDING: EncryptedTextField = Connection._meta.get_field("pending_key")
FIRST_CHANCE = timedelta(seconds=10)
"""How long the message that was queued with a command may take to reach a worker."""
LONGEST_ATTEMPT = timedelta(seconds=60)
"""After this an attempt is dead: a test takes seconds, a change less."""
TRIAL_KEPT: Final = timedelta(minutes=30)
"""How long somebody may think about what a trial found before it must be filled in again."""
ORDER = ("system", "slug")
BY_KEY: Final = "SELECT * FROM connections_connection WHERE uuid = %s"
"""As text: composing it with the ORM costs more than running it, and every call of another system runs it."""
ABOUT: Final = Q(topic=FORMER_TOPIC) | Q(topic__startswith=f"{TOPIC}-")
"""What the read model tells of connections."""
BROKEN: Final = ABOUT & Q(data__state="failed") & (Q(data__is_on=True) | Q(data__is_on__isnull=True))
"""Of those, what tells of a connection that is used and does not work."""


def overviews(tenant: uuid.UUID) -> list[Overview]:
    """List what the console may know of a municipality's connections, as its own jobs last told."""
    with outside():
        told = {insight.topic: insight.data for insight in Insight.objects.filter(ABOUT, tenant__uuid=tenant)}
    former = told.pop(FORMER_TOPIC, None)  # of a version in which there was one at most
    found = {each.key: each for each in (portraits.read(data) for data in told.values())}
    if former is not None:
        key = row_of(tenant, former["system"])
        found.setdefault(key, portraits.read(former, key=key))
    order = {system: at for at, system in enumerate(catalogue.systems())}
    return sorted(found.values(), key=lambda each: (order.get(each.system, len(order)), each.slug))


def everywhere() -> dict[uuid.UUID, list[Overview]]:
    """List what the console may know of all connections, by municipality."""
    found: dict[uuid.UUID, list[Overview]] = {}
    with outside():
        for tenant, data in Insight.objects.filter(ABOUT).values_list("tenant__uuid", "data"):
            key = row_of(tenant, data["system"], data.get("slug", ""))
            found.setdefault(tenant, []).append(portraits.read(data, key=key))
    return found


def overview(tenant: uuid.UUID, connection: uuid.UUID) -> Overview | None:
    """Answer what the console may know of one connection."""
    return next((each for each in overviews(tenant) if each.key == connection), None)


def connection_of(tenant: uuid.UUID, system: str = System.CASE_SYSTEM) -> Overview | None:
    """Answer what the console may know of a municipality's first connection with a kind of system."""
    return next((each for each in overviews(tenant) if each.system == system), None)


def errands(tenant: uuid.UUID) -> dict[uuid.UUID, Errand]:
    """Answer what was last asked for each connection, by its key."""
    with outside():
        asked = Command.objects.filter(tenant=tenant).exclude(kind=Kind.TRY).defer("payload", "result")
        last = asked.order_by("connection", "-created_at").distinct("connection")
        return {each.connection or row_of(tenant, each.system): errand_of(each) for each in last}


def errand_of(command: Command) -> Errand:
    """Answer what the console may know of a command."""
    return Errand(
        uuid=command.uuid,
        kind=command.kind,
        is_open=command.progress == Progress.OPEN,
        error=command.error,
        created_at=command.created_at,
        connection=command.connection,
    )


def overviews_inside() -> list[Overview]:
    """List what may be seen of the entered municipality's connections."""
    return [portraits.overview(row) for row in Connection.objects.order_by(*ORDER)]


def access_to(which: System | str | uuid.UUID) -> Access:
    """Answer what a client needs to speak to a system of the entered municipality.

    :param which: the key of a connection, or a kind of system, of which it is the first.
    :raises NotConfiguredError: when there is no such connection, or it is not finished.
    :raises UnavailableError: when it is switched off, maintenance goes on, or its secret cannot be read.
    """
    return usable(connection_with(which))


def accesses(system: System | str) -> Sequence[Access]:
    """Answer what clients need to speak to all systems of a kind, of those connections that are used now."""
    rows = Connection.objects.filter(system=str(system)).order_by("slug")
    now = timezone.now()
    return [usable(row) for row in rows if row.standing(now) is Standing.ON]


def keys_of(system: System | str) -> Sequence[uuid.UUID]:
    """List the keys of the connections with a kind of system, also of those that are not used now.

    A page asks each of them with `access_to`, so that what is switched off shows as a gap and not as nothing found.
    """
    return [each.key for each in ways_to(system)]


def is_there(system: System | str) -> bool:
    """Tell whether `keys_of` lists any: of a row only what tells it is read."""
    rows = Connection.objects.filter(system=str(system)).only("authentication", "secret", "certificate_key")
    return any(row.is_complete for row in rows)


def ways_to(system: System | str) -> Sequence[Way]:
    """List the connections that `keys_of` lists, with how each is reached: one query, for all that is asked of them.

    A page that keeps them asks about as many connections as there are without a query for each.
    """
    rows = Connection.objects.filter(system=str(system)).order_by("slug")
    return [Way(row.pk, row.name, partial(usable, row)) for row in rows if row.is_complete]


def used_now() -> frozenset[uuid.UUID]:
    """Answer the keys of the connections that are used now, of all kinds: one query."""
    now = timezone.now()
    return frozenset(row.pk for row in Connection.objects.all() if row.standing(now) is Standing.ON)


def connection_with(which: System | str | uuid.UUID) -> Connection:
    """Answer the entered municipality's record of a system.

    :raises NotConfiguredError: when there is none.
    """
    if isinstance(which, uuid.UUID):
        found = next(iter(Connection.objects.raw(BY_KEY, [which])), None)
    else:
        found = Connection.objects.filter(system=str(which)).order_by(*ORDER).first()
    if found is None:
        raise NotConfiguredError(f"No connection with a {which}.")
    return found


def usable(connection: Connection) -> Access:
    """Answer what a client needs, from a record at hand that is used now.

    :raises NotConfiguredError: when it is not finished.
    :raises UnavailableError: when it is switched off, maintenance goes on, or its secret cannot be read.
    """
    match connection.standing(timezone.now()):
        case Standing.OFF:
            raise UnavailableError(Reason.SWITCHED_OFF)
        case Standing.MAINTENANCE:
            raise UnavailableError(Reason.MAINTENANCE)
        case Standing.UNFINISHED:
            raise NotConfiguredError(f"The connection {connection.reference} lacks its secret.")
    try:
        return access_by(connection)
    except DecryptionError:
        raise UnavailableError(Reason.SECRET_UNREADABLE) from None


def access_by(connection: Connection) -> Access:
    """Answer what a client needs, from a record at hand, whether it is used or not.

    :raises DecryptionError: when a secret of it cannot be read.
    """
    former = connection.former_until is None or connection.former_until > timezone.now()
    return assembled(
        connection,
        secret=SECRET.reveal(connection),
        former_secret=FORMER.reveal(connection) if former else "",
        certificates=certificates_by(connection),
    )


def access_with_next(connection: Connection) -> Access:
    """Answer what a client needs to try the next certificate, and that alone.

    :raises DecryptionError: when a secret of it cannot be read.
    """
    following = _pair(connection.next_certificate, NEXT_KEY.reveal(connection))
    return replace(access_by(connection), certificate=following, other_certificate=None)


def certificates_by(connection: Connection) -> tuple[Certificate | None, Certificate | None]:
    """Answer the certificate that is in use, and the other one that the other side may know: the next, or the former.

    :raises DecryptionError: when the key of the one in use cannot be read.
    """
    if connection.is_next_due(timezone.now()):
        following = _pair(connection.next_certificate, NEXT_KEY.reveal(connection))
        return following, _spare(connection.certificate, KEY, connection)
    other = _spare(connection.next_certificate, NEXT_KEY, connection)
    return (
        _pair(connection.certificate, KEY.reveal(connection)),
        other or _spare(connection.former_certificate, FORMER_KEY, connection),
    )


def assembled(
    connection: Connection,
    *,
    secret: str,
    former_secret: str,
    certificates: tuple[Certificate | None, Certificate | None],
) -> Access:
    """Put together what a client needs.

    :param certificates: the one in use, and the other one.
    """
    certificate, other = certificates
    kind = catalogue.systems().get(connection.system)
    limits = asdict(kind.limits if kind else Limits()) | connection.limits
    limits["at_once"] = int(limits["at_once"])
    return Access(
        address=connection.address,
        client_id=connection.client_id,
        secret=secret,
        former_secret=former_secret,
        key=connection.pk,
        system=connection.system,
        authentication=Authentication(connection.authentication),
        header=connection.header,
        scheme=connection.scheme or "Bearer",
        token_address=connection.token_address,
        scope=connection.scope,
        certificate=certificate,
        other_certificate=other,
        trusted=connection.trusted,
        profile=connection.profile,
        capabilities=catalogue.capabilities(connection.profile, connection.found),
        switched_off=frozenset(name for name, is_on in connection.switches.items() if not is_on),
        limits=Limits(**limits),
    )


def _pair(chain: str, key: str) -> Certificate | None:
    return Certificate(chain, key) if chain and key else None


def _spare(chain: str, key: EncryptedTextField, connection: Connection) -> Certificate | None:
    """Answer a certificate that one can do without: what cannot be read is not there."""
    try:
        return _pair(chain, key.reveal(connection)) if chain else None
    except DecryptionError:
        return None


def open_commands(tenant: uuid.UUID, connection: uuid.UUID) -> QuerySet[Command]:
    """List what waits for one connection, oldest first."""
    ours = Q(connection=connection)
    for system in catalogue.systems():  # commands from before a system could have several
        if row_of(tenant, system) == connection:
            ours |= Q(connection__isnull=True, system=system)
    return Command.objects.filter(ours, tenant=tenant, progress=Progress.OPEN).order_by("created_at", "uuid")


def trials(tenant: uuid.UUID) -> QuerySet[Command]:
    """List trials that can still be looked at and kept."""
    since = timezone.now() - TRIAL_KEPT
    return Command.objects.filter(tenant=tenant, kind=Kind.TRY, created_at__gt=since)


def overdue(now: datetime) -> QuerySet[Command]:
    """List what no worker has begun in time, and what one has begun and never closed."""
    never_begun = Q(begun_at__isnull=True, created_at__lt=now - FIRST_CHANCE)
    given_up = Q(begun_at__lt=now - LONGEST_ATTEMPT)
    return Command.objects.filter(never_begun | given_up, progress=Progress.OPEN).order_by("created_at")


def title_of(reference: str) -> str:
    """Name a connection by its reference, for people."""
    return catalogue.title(reference)
