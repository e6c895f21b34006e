"""Turn slots that have begun into work: each once, whatever runs twice, and what was missed by the job's policy.

The same number of queries however many municipalities there are. The cursor says up to where everything was decided,
the unique key of the work that a slot is claimed once; both change in one transaction.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from tenants import registers
from tenants.entry import outside
from tenants.registers import Job

from . import slots, switches
from .types import Rhythm

LOCK = 0x706C616E
"""One plans at a time; only to save work."""
KEPT = datetime.timedelta(days=1)
"""So long it is remembered that something was done."""
MOST_FORGOTTEN = 20_000
BEGIN = """
INSERT INTO schedule_cursor (tenant, job, rhythm, last_slot, next_at)
SELECT t.uuid, j.key, j.rhythm, %(now)s, %(now)s
  FROM tenants_tenant AS t
  JOIN unnest(%(keys)s::text[], %(rhythms)s::text[], %(whom)s::text[]) AS j (key, rhythm, whom)
    ON t.state = ANY(string_to_array(j.whom, ','))
  LEFT JOIN schedule_cursor AS c ON c.tenant = t.uuid AND c.job = j.key
 WHERE c.id IS NULL OR c.rhythm <> j.rhythm
    ON CONFLICT (tenant, job) DO UPDATE SET rhythm = excluded.rhythm, next_at = excluded.next_at
"""
DUE = """
SELECT c.id, c.tenant, c.job, c.last_slot,
       ARRAY(SELECT s.feature FROM tenants_featureswitch AS s WHERE s.tenant_id = t.id AND s.is_on)
  FROM schedule_cursor AS c
  JOIN tenants_tenant AS t ON t.uuid = c.tenant
  JOIN unnest(%(keys)s::text[], %(whom)s::text[]) AS j (key, whom)
    ON j.key = c.job AND t.state = ANY(string_to_array(j.whom, ','))
 WHERE c.next_at <= %(now)s
"""
# Of jobs that do not make up for each slot one that waits is enough.
CLAIM = """
INSERT INTO schedule_work (tenant, job, key, cost, due_at)
SELECT v.tenant, v.job, v.key, v.cost, v.due_at
  FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::timestamptz[], %s::boolean[])
    AS v (tenant, job, key, cost, due_at, each)
 WHERE v.each OR NOT EXISTS (
       SELECT FROM schedule_work AS w WHERE w.tenant = v.tenant AND w.job = v.job AND w.state = 'waiting')
    ON CONFLICT DO NOTHING
"""
MOVE = """
UPDATE schedule_cursor AS c SET last_slot = greatest(c.last_slot, v.last_slot), next_at = v.next_at
  FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[]) AS v (id, last_slot, next_at)
 WHERE c.id = v.id
"""
FORGET = """
DELETE FROM schedule_work WHERE id IN (
    SELECT id FROM schedule_work WHERE state = 'done' AND finished_at < %s LIMIT %s)
"""


@dataclass(frozen=True, slots=True)
class _Decision:
    """What becomes of one job of one municipality now."""

    cursor: int
    last_slot: datetime.datetime
    next_at: datetime.datetime
    claims: tuple[tuple[object, ...], ...]


def plan(now: datetime.datetime | None = None) -> int:
    """Claim what has begun; answer how many slots.

    :param now: the database's time, when not given.
    """
    jobs = {job.key: job for job in registers.jobs if job.rhythm is not None}
    with outside(), transaction.atomic():
        is_ours, clock = _ask("SELECT pg_try_advisory_xact_lock(%s), statement_timestamp()", [LOCK])[0]
        if not is_ours:
            return 0
        now = now or clock
        parameters = {
            "now": now,
            "keys": list(jobs),
            "rhythms": [str(job.rhythm) for job in jobs.values()],
            "whom": [",".join(sorted(job.whom)) for job in jobs.values()],
        }
        _ask(BEGIN, parameters)
        decisions = [_decide(jobs[row[2]], *row, now=now) for row in _ask(DUE, parameters)]
        claims = [claim for decision in decisions for claim in decision.claims]
        _ask(CLAIM, _columns(claims, 6))
        _ask(MOVE, _columns(((d.cursor, d.last_slot, d.next_at) for d in decisions), 3))
        _ask(FORGET, [now - KEPT, MOST_FORGOTTEN])
    return len(claims)


def _decide(
    job: Job,
    cursor: int,
    tenant: object,
    key: str,
    last: datetime.datetime,
    features: list[str],
    *,
    now: datetime.datetime,
) -> _Decision:
    rhythm: Rhythm = job.rhythm  # type: ignore[assignment]  # planned are only jobs that have one
    offset = slots.offset_of(tenant, key, rhythm)  # type: ignore[arg-type]  # as the database answers it
    found = slots.due(rhythm, job.catch_up, offset, last=last, now=now)
    if not switches.is_on(job.feature, features):
        found = []
    is_each = job.catch_up.name == "each"
    return _Decision(
        cursor,
        max(last, slots.latest(rhythm, offset, now)),
        slots.following(rhythm, offset, now),
        tuple((tenant, key, slots.name_of(slot), job.cost.value, slot, is_each) for slot in found),
    )


def _columns(rows: Iterable[tuple[object, ...]], number: int) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(number)]


def _ask(statement: str, parameters: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)  # type: ignore[arg-type]  # a list, or a dictionary
        return list(cursor.fetchall()) if cursor.description else []
