"""Read what waits, what was given up, and what there is to run."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from tenants import registers
from tenants.entry import outside

from .models import Work
from .types import Cost, WorkState

OLDEST = """
SELECT coalesce(extract(epoch FROM statement_timestamp() - min(first.due_at)), 0)::float
  FROM tenants_tenant AS t CROSS JOIN unnest(%(costs)s::text[]) AS c (cost)
  CROSS JOIN LATERAL (
      SELECT due_at FROM schedule_work AS w
       WHERE w.tenant = t.uuid AND w.cost = c.cost AND w.state = 'waiting' AND w.due_at <= statement_timestamp()
       ORDER BY due_at LIMIT 1
  ) AS first
 WHERE t.state = ANY(%(states)s)
"""


@dataclass(frozen=True, slots=True)
class JobRow:
    """A registered job, and how its work stands."""

    key: str
    rhythm: str
    catch_up: str
    cost: str
    numbers: dict[str, int]


def health() -> dict[str, Any]:
    """Answer for how many seconds the oldest work waits that could run, and how much was given up."""
    states = sorted({state.value for job in registers.jobs for state in job.whom})
    with outside(), connection.cursor() as cursor:
        cursor.execute(OLDEST, {"costs": [cost.value for cost in Cost], "states": states})
        (seconds,) = cursor.fetchone()
        number = given_up().count()
    return {"oldest_waiting_seconds": round(seconds), "given_up": number}


def given_up(*, job: str = "", tenant: uuid.UUID | None = None) -> QuerySet[Work]:
    """Select what somebody must look at, oldest first."""
    found = Work.objects.filter(state=WorkState.DEAD.value).order_by("finished_at", "pk")
    found = found.filter(job=job) if job else found
    return found.filter(tenant=tenant) if tenant else found


def jobs() -> Sequence[JobRow]:
    """List the registered jobs with how much of each is in which state."""
    numbers: dict[str, dict[str, int]] = {}
    with outside():
        for row in Work.objects.values("job", "state").annotate(number=Count("pk")).order_by("job", "state"):
            numbers.setdefault(row["job"], {})[row["state"]] = row["number"]
    return [
        JobRow(
            key=job.key,
            rhythm=str(job.rhythm or "when asked for"),
            catch_up=str(job.catch_up) if job.rhythm else "",
            cost=job.cost.value,
            numbers=numbers.get(job.key, {}),
        )
        for job in sorted(registers.jobs, key=lambda job: job.key)
    ]
