"""Tell operators once that work in the background is stuck, and once that it is not any more (C-073)."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.db.models import Count
from django.utils.translation import gettext as _

from tenants.alerts import operations as alerts
from tenants.alerts import queries as alerted
from tenants.entry import outside
from tenants.models import Tenant

from . import queries

SUBJECT: Final = "work:"
EVERYBODY: Final = f"{SUBJECT}late"
LATE: Final = timedelta(minutes=10)
"""For so long work may wait for its turn: longer, and somebody must look at the workers."""
CAUGHT_UP: Final = timedelta(minutes=2)


def look() -> None:
    """Begin and end alerts: of each municipality of which work was given up, and of all of whom work waits too long."""
    given_up = _given_up()
    for tenant, jobs in given_up.items():
        _begin(tenant, jobs)
    for subject in alerted.open_subjects(SUBJECT):
        if subject != EVERYBODY and uuid.UUID(hex=subject.removeprefix(SUBJECT)) not in given_up:
            alerts.end(
                subject=subject,
                title=_("werk in de achtergrond is weer gedaan"),
                text=_("Er staat niets meer dat is opgegeven."),
            )
    _look_at_all(queries.health()["oldest_waiting_seconds"])


def _given_up() -> dict[uuid.UUID, dict[str, int]]:
    found: dict[uuid.UUID, dict[str, int]] = {}
    with outside():
        works = queries.given_up().filter(
            tenant__in=Tenant.objects.values("uuid")
        )  # who left is told no more
        rows = works.order_by("job").values_list("tenant", "job").annotate(number=Count("pk"))
        for tenant, job, number in rows:
            found.setdefault(tenant, {})[job] = number
    return found


def _begin(tenant: uuid.UUID, jobs: Mapping[str, int]) -> None:
    alerts.begin(
        subject=f"{SUBJECT}{tenant.hex}",
        kind="job stuck",
        tenant=tenant,
        title=_("werk in de achtergrond is opgegeven"),
        text=_("Na drie keer mislukken: %(jobs)s. Kijk met list_jobs waarom, en bied het aan met retry_job.")
        % {"jobs": ", ".join(f"{job} ({number})" for job, number in jobs.items())},
    )


def _look_at_all(waiting: int) -> None:
    if waiting > LATE.total_seconds():
        alerts.begin(
            subject=EVERYBODY,
            kind="job stuck",
            title=_("werk in de achtergrond blijft liggen"),
            text=_("Het oudste werk wacht al %(minutes)d minuten. Kijk of er werkers genoeg zijn.")
            % {"minutes": waiting // 60},
        )
    elif waiting < CAUGHT_UP.total_seconds():
        alerts.end(
            subject=EVERYBODY,
            title=_("werk in de achtergrond loopt weer"),
            text=_("Er wacht geen werk meer dat er lang stond."),
        )
