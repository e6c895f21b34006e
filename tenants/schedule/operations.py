"""Ask for work, try one at once, and give what was given up another chance."""

import datetime
import re
import uuid
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from tenants import audit, registers
from tenants.entry import current, outside
from tenants.types import TenantRef

from . import feeding, running
from .models import Work
from .types import WorkState

WORD: Final = re.compile(r"[a-z][a-zA-Z0-9:._-]{0,79}")
"""No address of mail and no number of a person looks like this."""


def enqueue(job: str, key: uuid.UUID | str, *, after: datetime.timedelta | None = None) -> None:
    """Have a job done for the entered municipality; see `tenants.schedule.enqueue`."""
    work = _work(job, current().uuid, _written(key))
    if after is not None:
        work.due_at = Now() + after
    with outside():
        Work.objects.bulk_create([work], ignore_conflicts=True)
    transaction.on_commit(feeding.nudge)


def run_now(job: str, tenant: TenantRef) -> Work:
    """Do a job for one municipality in this process; answer what became of it.

    :raises KeyError: when no such job is registered.
    """
    with outside():
        work = _work(job, tenant.uuid, f"now-{uuid.uuid4()}")
        work.state, work.fence, work.queued_at = WorkState.QUEUED.value, 1, Now()
        work.save()
        running.run(work.pk, 1)
        work.refresh_from_db()
    return work


def retry(works: QuerySet[Work], *, by: audit.Actor) -> int:
    """Give what was given up three new attempts; answer how many there were."""
    with outside(), transaction.atomic():
        found = list(works.filter(state=WorkState.DEAD.value).select_for_update())
        Work.objects.filter(pk__in=[work.pk for work in found]).update(
            state=WorkState.WAITING.value, attempts=0, due_at=Now(), finished_at=None
        )
        for work in found:
            details = {"number": work.pk}
            audit.record("work.retried", by=by, target=work.job, tenant=work.tenant, details=details)
        transaction.on_commit(feeding.nudge)
    return len(found)


def _work(job: str, tenant: uuid.UUID, key: str) -> Work:
    entry = registers.jobs.get(job)
    return Work(tenant=tenant, job=entry.key, key=key, cost=entry.cost.value)


def _written(key: uuid.UUID | str) -> str:
    if isinstance(key, uuid.UUID):
        return str(key)
    if not WORD.fullmatch(key):
        raise ValueError("The key of work is a UUID, or a word that begins with a letter.")
    return key
