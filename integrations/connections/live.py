"""What every connection of a municipality answers now: the harmless reads of the catalogue, as questions of a page.

They go the way of a citizen's page: through the client factory and its guard, so that what is seen here is what a
citizen meets, and counts in the same figures. A page asks all of them at once with `sources.gather`.
"""

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils import timezone

from integrations.http import Deadline
from integrations.outcomes import Outcome
from integrations.sources import Query
from tenants.entry import current

from . import catalogue, clients, queries
from .catalogue import HarmlessRead
from .models import Connection
from .types import Standing


@dataclass(frozen=True, slots=True)
class Answered:
    """That there was an answer, and how long it took; of what it says nothing is kept."""

    milliseconds: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question to one connection."""

    name: str
    """Tells it apart on a page, and in the address of what comes late."""
    connection: uuid.UUID
    subject: str
    """What it reads."""
    system: str
    """Of which system, as the municipality calls it."""
    query: Query[Answered]


def questions() -> list[Question]:
    """List what to ask the entered municipality's connections; nothing is asked yet.

    What is switched off is among them: its query answers that without a call.
    """
    rows, now = Connection.objects.order_by(*queries.ORDER), timezone.now()
    return [_question(row, read) for row in rows for read in _reads(row) if _is_finished(row, now)]


def _reads(row: Connection) -> Iterable[HarmlessRead]:
    kind = catalogue.systems().get(row.system)
    return [read for read in kind.reads if row.switches.get(read.switch, True)] if kind else []


def _is_finished(row: Connection, now: Any) -> bool:
    return row.standing(now) is not Standing.UNFINISHED


def _question(row: Connection, read: HarmlessRead) -> Question:
    return Question(
        name=f"{read.key}-{row.pk.hex[:12]}",
        connection=row.pk,
        subject=read.name,
        system=catalogue.title(row.reference, row.name),
        query=partial(_ask, row, read),
    )


def _ask(row: Connection, read: HarmlessRead, deadline: Deadline) -> Outcome[Answered]:
    access, began = queries.usable(row), time.monotonic()

    def answered(content: object) -> Answered:
        if not isinstance(content, dict | list):
            raise TypeError("Neither an object nor a list.")
        return Answered(round((time.monotonic() - began) * 1_000))

    with clients.open(access, tenant=current(), deadline=deadline) as client:
        return clients.ask(client, read.path, answered, headers=dict(read.headers))
