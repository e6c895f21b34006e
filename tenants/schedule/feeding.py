"""Hand work to the broker: a few messages at a time, and municipalities in turn.

However much waits, the broker holds no more than `WIDTH` messages of a class, and a municipality has no more than its
`SHARE` in hand. Whoever has least in hand comes first, then whoever was served longest ago.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from celery import current_app
from django.core.cache import caches
from django.db import connection, transaction
from structlog import get_logger

from tenants import registers
from tenants.celery import BROKER_AWAY
from tenants.entry import outside

from .types import Cost

RUN: Final = "tenants.schedule.tasks.run"
FEED: Final = "tenants.schedule.tasks.feed"
"""By name: tasks stand above this."""
LOCK: Final = 0x66656564
NUDGED: Final = "schedule.nudged"
WIDTH: Final = {Cost.LIGHT: 16, Cost.HEAVY: 2}
SHARE: Final = {Cost.LIGHT: 4, Cost.HEAVY: 1}
LIMIT: Final = {Cost.LIGHT: datetime.timedelta(minutes=2), Cost.HEAVY: datetime.timedelta(minutes=30)}
"""So long one job may take; then its process is ended."""
WARNING: Final = datetime.timedelta(seconds=15)
"""So long before the end a job is told."""
LOW_WATER: Final = WIDTH[Cost.LIGHT] // 2
SOON: Final = 5
"""Seconds until it is believed that a nudge got lost."""
CHOOSE: Final = """
WITH busy AS (
    SELECT tenant, count(*) AS number FROM schedule_work
     WHERE state IN ('queued', 'running') AND cost = %(cost)s GROUP BY tenant
), candidates AS (
    SELECT first.id, coalesce(busy.number, 0) + first.nth AS rank, turn.served_at
      FROM tenants_tenant AS t
      LEFT JOIN busy ON busy.tenant = t.uuid
      LEFT JOIN schedule_turn AS turn ON turn.tenant = t.uuid
      CROSS JOIN LATERAL (
          SELECT w.id, row_number() OVER (ORDER BY w.due_at, w.id) AS nth FROM schedule_work AS w
           WHERE w.tenant = t.uuid AND w.cost = %(cost)s AND w.state = 'waiting' AND w.due_at <= statement_timestamp()
             AND w.job = ANY(%(jobs)s)
           ORDER BY w.due_at, w.id LIMIT greatest(%(share)s - coalesce(busy.number, 0), 0)
      ) AS first
     WHERE t.state = ANY(%(states)s)
), chosen AS (
    SELECT id, rank, served_at FROM candidates ORDER BY rank, served_at NULLS FIRST, id
     LIMIT greatest(%(width)s - (SELECT coalesce(sum(number), 0) FROM busy), 0)
), taken AS (
    UPDATE schedule_work AS w SET state = 'queued', queued_at = statement_timestamp(), fence = w.fence + 1
      FROM chosen WHERE w.id = chosen.id AND w.state = 'waiting'
    RETURNING w.id, w.fence, w.tenant, chosen.rank, chosen.served_at
), turns AS (
    INSERT INTO schedule_turn (tenant, served_at) SELECT DISTINCT tenant, statement_timestamp() FROM taken
        ON CONFLICT (tenant) DO UPDATE SET served_at = excluded.served_at
)
SELECT id, fence FROM taken ORDER BY rank, served_at NULLS FIRST, id
"""
LEFT: Final = """
SELECT (SELECT count(*) FROM schedule_work WHERE state IN ('queued', 'running')),
       EXISTS (SELECT FROM schedule_work WHERE state = 'waiting' AND due_at <= statement_timestamp())
"""
"""To choose is dear, and after most pieces of work there is nothing to choose from."""
PUT_BACK: Final = """
UPDATE schedule_work AS w SET state = 'waiting' FROM unnest(%s::bigint[], %s::bigint[]) AS v (id, fence)
 WHERE w.id = v.id AND w.fence = v.fence AND w.state = 'queued'
"""
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Handed:
    """What a message says, and nothing else."""

    work: int
    fence: int


def feed() -> int:
    """Hand out what there is room for; answer how many."""
    caches["shared"].delete(NUDGED)
    handed = 0
    for cost in Cost:
        chosen = _choose(cost)
        sent = _send(chosen, cost)
        handed += sent
        if sent < len(chosen):
            _put_back(chosen[sent:])
            break
    return handed


def feed_when_low() -> None:
    """Hand out more when little is left in hand: called after each piece of work."""
    with outside(), connection.cursor() as cursor:
        cursor.execute(LEFT)
        number, is_any_due = cursor.fetchone()
    if number <= LOW_WATER and is_any_due:
        feed()


def nudge() -> None:
    """Have work handed out soon. One message for all who ask at the same time; beat does it later too."""
    if not caches["shared"].add(NUDGED, 1, SOON):
        return
    try:
        current_app.send_task(FEED, args=[], expires=60)
    except BROKER_AWAY as error:
        log.warning("schedule.queue_away", error=type(error).__name__)


def _choose(cost: Cost) -> list[Handed]:
    parameters = {
        "cost": cost.value,
        "jobs": [job.key for job in registers.jobs],  # another release may know more: its work waits for it
        "states": sorted({state.value for job in registers.jobs for state in job.whom}),
        "width": WIDTH[cost],
        "share": SHARE[cost],
    }
    with outside(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)", [LOCK]
        )  # one after the other: each sees what is in hand
        cursor.execute(CHOOSE, parameters)
        return [Handed(*row) for row in cursor.fetchall()]


def _send(chosen: Sequence[Handed], cost: Cost) -> int:
    """Send messages; answer how many could be sent."""
    limits = {
        "time_limit": LIMIT[cost].total_seconds(),
        "soft_time_limit": (LIMIT[cost] - WARNING).total_seconds(),
    }
    for number, each in enumerate(chosen):
        try:
            current_app.send_task(RUN, args=[each.work, each.fence], **limits)
        except BROKER_AWAY as error:
            log.warning("schedule.queue_away", error=type(error).__name__, waiting=len(chosen) - number)
            return number
    return len(chosen)


def _put_back(unsent: Sequence[Handed]) -> None:
    with outside(), connection.cursor() as cursor:
        cursor.execute(PUT_BACK, [[each.work for each in unsent], [each.fence for each in unsent]])
