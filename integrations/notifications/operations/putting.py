"""Keep news that no webhook brought: what was found by looking, and what follows from other news.

It becomes the same messages as a webhook would have made, and waits for the same workers. What was told already is not
kept again; what is told after it was found is seen as that by `receiving`.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings

from integrations.notifications import models, reading
from integrations.notifications.types import Message, News, Source

from .asking import ask

CREATED: Final = "create"


def put(
    connection: uuid.UUID, news: Sequence[News], *, source: Source, since: datetime | None = None
) -> Sequence[models.Message]:
    """Keep what nobody told yet, and have it looked at; call it in a transaction.

    :param since: of what changes again and again, a message that came after this tells of it; without it none does.
    """
    heard = [_message(one) for one in news if one.channel in settings.NOTIFICATION_HANDLERS]
    wanted = [row_of(connection, one, source) for one in heard]
    told = _Told(connection, {row.main for row in wanted}, since)
    rows = {row.mark: row for row in wanted if row not in told}
    models.Message.objects.bulk_create(rows.values(), ignore_conflicts=True)
    there = models.Message.objects.filter(uuid__in=[row.uuid for row in rows.values()]).order_by("pk")
    for row in there:
        ask(row)
    return list(there)


class _Told:
    """What was told or found of these before."""

    def __init__(self, connection: uuid.UUID, mains: Iterable[str], since: datetime | None) -> None:
        found = models.Message.objects.filter(connection=connection, main__in=list(mains))
        self._created = set[tuple[str, str]]()
        self._changed = set[str]()
        for row in found.only("main", "resource_url", "action", "received_at"):
            self._created.add((row.resource_url, row.action))
            if since is not None and row.received_at >= since:
                self._changed.add(row.main)

    def __contains__(self, row: models.Message) -> bool:
        """Tell whether it is news no more: a thing is made once, and changed whenever something else was told of it."""
        if row.action == CREATED:
            return (row.resource_url, row.action) in self._created
        return row.main in self._changed


def row_of(connection: uuid.UUID, told: Message, source: Source) -> models.Message:
    """Make the row of a message."""
    return models.Message(
        connection_id=connection,
        mark=reading.mark_of(told),
        channel=told.channel,
        main=told.main,
        resource=told.resource,
        resource_url=told.resource_url,
        action=told.action,
        features=dict(told.features),
        created_at=told.created_at,
        source=source.value,
    )


def _message(news: News) -> Message:
    return Message(
        channel=news.channel,
        main=news.main,
        resource=news.resource,
        resource_url=news.resource_url,
        action=news.action,
        created_at=news.created_at,
        features=dict(news.features),
    )
