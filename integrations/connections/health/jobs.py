"""The jobs that look: twice in its minute at connections, so that an outage is visible within 60 s (C-011, M-12).

And every five minutes at subscriptions (M-13).
"""

import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils import timezone

from integrations.connections.models import Connection
from tenants import schedule
from tenants.entry import current

from . import looking, subscriptions, telling
from .types import State

LOOK: Final = "connections.look"
PERIOD: Final = timedelta(minutes=1)
AGAIN: Final = (22.0, 30.0)
"""Seconds until the second look, drawn each time: who looked at one moment does not ask again at one moment."""
LATE: Final = timedelta(seconds=15)
"""Whoever begins so long after the slot looks once: the next slot is near."""
SUBSCRIPTIONS: Final = "connections.subscriptions"
SUBSCRIPTION_PERIOD: Final = timedelta(minutes=5)
SPREAD: Final = (15.0, 150.0)
"""Seconds after the beginning of a slot, drawn each time."""
FORM: Final = "slot-%Y-%m-%dT%H:%M:%SZ"


def look(key: str) -> None:
    """Look at the connections of the entered municipality.

    :raises Later: where it is the first look of a slot.
    """
    began = timezone.now()
    looking.look()
    if key.startswith("slot-") and began - _slot(key) < LATE:
        pause = random.uniform(*AGAIN)  # noqa: S311 - spreads calls, guards nothing
        raise schedule.Later(timedelta(seconds=pause))


def check_subscriptions(key: str) -> None:
    """See whether other systems still tell their news; what has changed is told and sounded at once.

    :raises Later: where a slot begins, so that municipalities do not all ask at one moment.
    """
    if key.startswith("slot-") and timezone.now() - _slot(key) < LATE:
        pause = random.uniform(*SPREAD)  # noqa: S311 - spreads calls, guards nothing
        raise schedule.Later(timedelta(seconds=pause))
    if subscriptions.check():
        schedule.enqueue(LOOK, f"changed-{uuid.uuid4()}")


def _slot(key: str) -> datetime:
    return datetime.strptime(key, FORM).replace(tzinfo=UTC)


def states() -> dict[str, str]:
    """Answer how each connection of the entered municipality is doing, for the register of health checks."""
    now, _history = telling.told(current().uuid)
    known = now.get("connections", {})
    return {
        str(connection): known.get(str(connection.pk), {}).get("state", State.UNKNOWN.value)
        for connection in Connection.objects.order_by("system", "uuid")
    }
