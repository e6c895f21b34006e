"""Take back what was handed out and got lost: its message, or the worker that was at it."""

import datetime
from typing import Any, Final

from django.db import connection, transaction

from tenants.entry import outside

from . import alarms
from .leases import LOCKS
from .types import MOST_ATTEMPTS

QUEUED_AGAIN_AFTER: Final = datetime.timedelta(seconds=30)
"""A message that nobody has taken by then may be lost; if it comes after all, its number is too old."""
DIED: Final = "WorkerDied"
RECOVER: Final = """
UPDATE schedule_work AS w
   SET state = CASE WHEN w.state = 'running' AND w.attempts >= %(most)s THEN 'dead' ELSE 'waiting' END,
       reason = CASE WHEN w.state = 'running' THEN %(died)s ELSE w.reason END,
       finished_at = CASE WHEN w.state = 'running' AND w.attempts >= %(most)s THEN statement_timestamp() END,
       fence = w.fence + 1
 WHERE (w.state = 'queued' AND w.queued_at < statement_timestamp() - %(patience)s)
    OR (w.state = 'running' AND (w.lease_until < statement_timestamp() OR NOT EXISTS (
        SELECT FROM pg_locks AS l
         WHERE l.locktype = 'advisory' AND l.granted AND l.classid = %(locks)s AND l.objsubid = 2
           AND l.objid = w.id %% 2147483647
           AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))))
RETURNING w.id, w.tenant, w.job, w.state, w.reason
"""


def recover() -> int:
    """Let wait again what got lost, or give it up the third time; answer how many."""
    values: dict[str, Any] = {
        "most": MOST_ATTEMPTS,
        "died": DIED,
        "patience": QUEUED_AGAIN_AFTER,
        "locks": LOCKS,
    }
    with outside(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(RECOVER, values)
            rows = cursor.fetchall()
        for work, tenant, job, state, reason in rows:
            if state == "dead":
                alarms.given_up(work=work, tenant=tenant, job=job, reason=reason)
    return len(rows)
