"""The job that looks, twice in its minute: an outage is visible within 60 s (C-011, M-12)."""

import random
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils import timezone

from integrations.connections.models import Connection
from tenants import schedule
from tenants.entry import current

from . import looking, telling
from .types import State

LOOK: Final = "connections.look"
PERIOD: Final = timedelta(minutes=1)
AGAIN: Final = (22.0, 30.0)
"""Seconds until the second look, drawn each time: who looked at one moment does not ask again at one moment."""
LATE: Final = timedelta(seconds=15)
"""Whoever begins so long after the slot looks once: the next slot is near."""
FORM: Final = "slot-%Y-%m-%dT%H:%M:%SZ"


def look(key: str) -> None:
    """Look at the connections of the entered municipality.

    :raises Later: where it is the first look of a slot.
    """
    began = timezone.now()
    looking.look()
    if key.startswith("slot-") and began - datetime.strptime(key, FORM).replace(tzinfo=UTC) < LATE:
        pause = random.uniform(*AGAIN)  # noqa: S311 - spreads calls, guards nothing
        raise schedule.Later(timedelta(seconds=pause))


def states() -> dict[str, str]:
    """Answer how each connection of the entered municipality is doing, for the register of health checks."""
    now, _history = telling.told(current().uuid)
    known = now.get("connections", {})
    return {
        str(connection): known.get(str(connection.pk), {}).get("state", State.UNKNOWN.value)
        for connection in Connection.objects.order_by("system", "uuid")
    }
