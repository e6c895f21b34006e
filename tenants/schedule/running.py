"""Do one piece of work inside its municipality, and write down what became of it."""

import datetime
from typing import Final

from django.db import transaction
from structlog import get_logger

from tenants import directory, registers
from tenants.entry import enter, outside
from tenants.errors import NotServingError
from tenants.registers import Job
from tenants.types import TenantRef

from . import Later, alarms, leases, switches
from .leases import Lease, OvertakenError

NOT_NOW: Final = datetime.timedelta(minutes=5)
"""How long work waits that does not run in the state its municipality is in."""
OFF: Final = "FeatureOff"
log = get_logger(__name__)


def run(work: int, fence: int) -> bool:
    """Do what a message hands out; answers no when it hands out nothing (any more)."""
    lease = leases.take(work, fence)
    if lease is None:
        return False
    try:
        _do(lease)
    finally:
        leases.let_go(lease)
    return True


def _do(lease: Lease) -> None:
    try:
        _do_inside(lease)
    except OvertakenError:
        log.warning("schedule.overtaken", work=lease.work, job=lease.job)
    except Later as later:
        leases.put_aside(lease, later.after)
    except NotServingError:  # suspended meanwhile
        leases.put_aside(lease, NOT_NOW)
    except Exception as error:
        _fail(lease, type(error).__name__)


def _do_inside(lease: Lease) -> None:
    job = registers.jobs.get(lease.job)
    tenant = directory.by_uuid(lease.tenant)
    if tenant is None or tenant.state not in job.whom:
        raise Later(NOT_NOW)
    if not switches.is_on(job.feature, tenant.features):
        leases.finish(lease, reason=OFF)
    elif job.atomic:
        with transaction.atomic():
            _call(job, tenant, lease)
            leases.finish(lease)
    else:
        _call(job, tenant, lease)
        leases.finish(lease)


def _call(job: Job, tenant: TenantRef, lease: Lease) -> None:
    with enter(tenant, urls=True):
        job.run(lease.key)


def _fail(lease: Lease, reason: str) -> None:
    log.exception("schedule.failed", work=lease.work, tenant=str(lease.tenant), job=lease.job, error=reason)
    with outside(), transaction.atomic():
        if leases.fail(lease, reason):
            alarms.given_up(work=lease.work, tenant=lease.tenant, job=lease.job, reason=reason)
