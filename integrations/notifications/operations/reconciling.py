"""Look what changed at a system and was not told: whatever a webhook lost is found within a quarter of an hour (M-13).

Who can look at a channel is named in the setting NOTIFICATION_LOOKERS. Each look has a share of the time of one run,
and begins with what was looked at longest ago, so a system that is slow or large keeps no other from its turn.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection as database
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from structlog import get_logger

from integrations.connections import queries as connections
from integrations.connections.types import System
from integrations.errors import NotConfiguredError, UnavailableError
from integrations.notifications.models import Message, Subscription, Watched
from integrations.notifications.types import Known, Look, Looker, Source

from .putting import put
from .subscribing import NOT_SET_UP

SECONDS: Final = 60.0
"""Of one run, for all systems of a municipality together."""
MOST: Final = 2_000
"""Things that are handed to who looks; of more each look has those that were looked at longest ago."""
LONGEST: Final = timedelta(days=3)
"""What changed before this is no news any more, when nobody looked for so long."""
REMEMBER: Final = """
INSERT INTO notifications_watched (connection_id, channel, main, seen, known_at, changed_at)
SELECT m.connection_id, m.channel, m.main, '{}', min(m.received_at), max(m.received_at)
  FROM notifications_message AS m
 WHERE m.connection_id = %(connection)s AND m.channel = %(channel)s AND m.received_at >= %(since)s
 GROUP BY m.connection_id, m.channel, m.main
    ON CONFLICT (connection_id, channel, main)
    DO UPDATE SET changed_at = greatest(notifications_watched.changed_at, excluded.changed_at)
"""
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Turn:
    """One look at one system."""

    row: Subscription
    channel: str
    began_at: datetime
    since: datetime | None


def reconcile() -> int:
    """Look at all systems of the entered municipality that are used now; answers how many losses were found.

    One that fails stops no other. Call it outside a transaction: it waits for other systems.
    """
    used = connections.used_now()
    systems = [key for key in connections.keys_of(System.CASE_SYSTEM) if key in used]
    last = dict(Subscription.objects.filter(pk__in=systems).values_list("pk", "look_tried_at"))
    never = datetime.min.replace(tzinfo=timezone.get_default_timezone())
    found = 0
    for key in sorted(systems, key=lambda one: last.get(one) or never):
        for channel, path in settings.NOTIFICATION_LOOKERS.items():
            found += _look(_turn(key, channel), import_string(path), SECONDS / len(systems))
    return found


def _turn(key: uuid.UUID, channel: str) -> _Turn:
    row, _is_new = Subscription.objects.get_or_create(connection_id=key)
    now = timezone.now()
    since = max(row.looked_at, now - LONGEST) if row.looked_at else None
    with database.cursor() as cursor:
        cursor.execute(
            REMEMBER, {"connection": key, "channel": channel, "since": since or row.registered_at or now}
        )
    return _Turn(row, channel, now, since)


def _look(turn: _Turn, looker: Looker, seconds: float) -> int:
    watched = Watched.objects.filter(connection=turn.row.pk, channel=turn.channel)
    rows = list(watched.order_by(F("looked_at").asc(nulls_first=True), "pk")[:MOST])
    known = [Known(row.main, row.seen, row.known_at) for row in rows]
    try:
        look = looker(turn.row.pk, known, turn.since, seconds)
    except UnavailableError as error:
        return _failed(turn, error.reason.value)
    except NotConfiguredError:
        return _failed(turn, NOT_SET_UP)
    except Exception as error:  # whatever a looker does, the other systems get their turn
        log.exception("notifications.look_failed", connection=str(turn.row.pk), kind=type(error).__name__)
        return _failed(turn, type(error).__name__)
    return len(_keep(turn, look, {row.main for row in rows}))


@transaction.atomic
def _keep(turn: _Turn, look: Look, handed: Collection[str]) -> Sequence[Message]:
    watched = Watched.objects.filter(connection=turn.row.pk, channel=turn.channel)
    # Who looked did not know these, and takes them for new: their turn comes.
    later = set(watched.filter(main__in=look.seen.keys() - handed).values_list("main", flat=True))
    news = [one for one in look.news if one.main not in later]
    found = put(turn.row.pk, news, source=Source.FOUND, since=turn.since)
    _remember(turn, look, later)
    if look.is_whole or turn.row.looked_at is None:
        turn.row.looked_at = turn.began_at
    turn.row.look_tried_at, turn.row.look_finding = turn.began_at, look.reason[:40]
    turn.row.save(update_fields=["looked_at", "look_tried_at", "look_finding"])
    if found:
        log.warning("notifications.lost_found", connection=str(turn.row.pk), number=len(found))
    return found


def _remember(turn: _Turn, look: Look, later: Collection[str]) -> None:
    """Keep what was seen, for the next look."""
    seen = {main: dict(one) for main, one in look.seen.items() if main not in later}
    at, whose = turn.began_at, {"connection_id": turn.row.pk, "channel": turn.channel}
    Watched.objects.bulk_create(
        (
            Watched(**whose, main=main, seen=one, looked_at=at, known_at=at, changed_at=at)
            for main, one in seen.items()
        ),
        update_conflicts=True,
        unique_fields=["connection", "channel", "main"],
        update_fields=["seen", "looked_at"],
    )
    watched = Watched.objects.filter(**whose)
    watched.filter(main__in={one.main for one in look.news}).update(changed_at=at)
    watched.filter(main__in=look.ended, ended_at=None).update(ended_at=at)
    watched.filter(main__in=seen.keys() - set(look.ended), ended_at__isnull=False).update(ended_at=None)
    watched.filter(main__in=look.gone).delete()


def _failed(turn: _Turn, finding: str) -> int:
    turn.row.look_tried_at, turn.row.look_finding = turn.began_at, finding[:40]
    turn.row.save(update_fields=["look_tried_at", "look_finding"])
    return 0
