"""Subscribe with another system, and give it a new password without losing a message (I-100).

The new address is open before the other side hears of it: it tries it at once. The former stays open for a day. Where
no answer comes the new one stays open too, for it may have been taken over; the next time that it goes well closes it.
"""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from structlog import get_logger

from integrations.connections import clients
from integrations.connections import queries as connections
from integrations.connections.types import System
from integrations.errors import NotConfiguredError, UnavailableError
from integrations.http import Deadline
from integrations.notifications import looking, marks
from integrations.notifications.models import Entrance, Subscription
from tenants import audit, hosts, schedule
from tenants.entry import current

CHANNELS: Final = "/notificaties/api/v1/kanaal"
JOB: Final = "notifications.register"
OVERLAP: Final = timedelta(days=1)
PAUSES: Final = tuple(timedelta(seconds=each) for each in (5, 15, 60, 300, 900))
"""Until it is tried again: the other side may be starting, or not reach us for a moment."""
SECONDS: Final = 30.0
HANDSHAKE: Final = "handshake"
"""The other side did not take the address: it could not reach us, or was let in without the password."""
NO_CHANNEL: Final = "no channel"
NOT_SET_UP: Final = "not configured"
log = get_logger(__name__)


class _NotTakenError(Exception):
    """Raised when the other side says no; holds a word of ours."""


@transaction.atomic
def ask_to_register(connection: uuid.UUID, *, by: audit.Actor) -> None:
    """Have a worker subscribe with the system of a connection, or give it a new password."""
    schedule.enqueue(JOB, f"r.{uuid.uuid4().hex[:8]}.{connection}")
    audit.record("notifications.registration_requested", by=by, target=str(connection))


def ask_again(key: str) -> None:
    """Have what failed tried again after a while; after some times nobody does until somebody asks.

    :param key: of the work that failed: its first part counts, its last is the connection.
    """
    first, _, rest = key.partition(".")
    tried = int(first[1:] or 0)
    is_there = Subscription.objects.filter(connection_id=uuid.UUID(key.rpartition(".")[2])).exists()
    if is_there and tried < len(PAUSES):
        schedule.enqueue(JOB, f"r{tried + 1}.{rest}", after=PAUSES[tried])


def register(connection: uuid.UUID) -> bool:
    """Subscribe, or give the subscription that is there a new address and password; answers whether that went well.

    Call it outside a transaction: the other side tries the new address while it is told of it.
    """
    if connection not in connections.keys_of(System.CASE_SYSTEM):
        return False  # it was removed meanwhile
    row, _is_new = Subscription.objects.get_or_create(connection_id=connection)
    try:
        access = connections.access_to(connection)
        with clients.open(access, tenant=current(), deadline=Deadline(SECONDS)) as client:
            _register(client, row)
    except UnavailableError as error:
        return _failed(row, error.reason.value)
    except NotConfiguredError:
        return _failed(row, NOT_SET_UP)
    except _NotTakenError as error:
        return _failed(row, str(error))
    return True


def _register(client: clients.Client, row: Subscription) -> None:
    there = looking.subscriptions(client.get(looking.SUBSCRIPTIONS))
    known = looking.known_marks(row.pk)
    ours = [str(one.get("url")) for one in there or () if looking.mark_of(one.get("callbackUrl")) in known]
    channels = _channels(client)
    secrets = marks.make()
    entrance = Entrance.objects.create(
        subscription=row, address_mark=marks.of(secrets.address), header_mark=marks.of(secrets.password)
    )
    body = {
        "callbackUrl": hosts.address(current().primary_host, secrets.path),
        "auth": secrets.authorization,
        "kanalen": [{"naam": name, "filters": {}} for name in channels],
    }
    reply = (
        client.request("PUT", ours[0], json=body) if ours else client.post(looking.SUBSCRIPTIONS, json=body)
    )
    if reply.status_code not in {HTTPStatus.OK, HTTPStatus.CREATED}:
        entrance.delete()
        raise _NotTakenError(HANDSHAKE)
    _keep(row, entrance, reply.json(), channels)


def _channels(client: clients.Client) -> Sequence[str]:
    """Answer which of the channels that somebody hears of are there."""
    told = looking.subscriptions(client.get(CHANNELS)) or []
    names = {one.get("naam") for one in told}
    found = [name for name in settings.NOTIFICATION_HANDLERS if name in names]
    if not found:
        raise _NotTakenError(NO_CHANNEL)
    return found


@transaction.atomic
def _keep(row: Subscription, entrance: Entrance, told: Any, channels: Sequence[str]) -> None:
    now = timezone.now()
    url = told.get("url") if isinstance(told, dict) else ""
    row.url = url[:1_000] if isinstance(url, str) else ""
    row.channels = list(channels)
    row.registered_at = row.tried_at = now
    row.finding = ""
    row.save()
    former = Entrance.objects.filter(subscription=row, until=None).exclude(pk=entrance.pk)
    former.update(until=now + OVERLAP)
    audit.record("notifications.registered", by=audit.SYSTEM, target=str(row.pk))


def _failed(row: Subscription, finding: str) -> bool:
    row.tried_at, row.finding = timezone.now(), finding
    row.save(update_fields=["tried_at", "finding"])
    log.warning("notifications.not_registered", connection=str(row.pk), finding=finding)
    return False
