"""Give municipalities from before there were releases their first one (requirement C-033)."""

from django.db import DatabaseError, transaction
from structlog import get_logger

from tenants import moves
from tenants.audit import Actor
from tenants.configuration import baseline
from tenants.configuration.storing import Because
from tenants.configuration.types import ReleaseKind
from tenants.models import Tenant

log = get_logger(__name__)
BATCH = 100
BUILT = [state.value for state in (*moves.OPEN, *moves.PAUSED)]


def run(*, by: Actor, why: str = "") -> tuple[list[str], list[str]]:
    """Write down, tenant by tenant, the parts that no release holds; answers who got a release and who failed.

    Each in a transaction of its own, so it may be stopped and run again; one that fails does not stop the others.
    """
    because = Because(by, why, kind=ReleaseKind.BASELINE)
    made, failed = [], []
    after = 0
    while batch := _batch(after):
        after = batch[-1].pk
        for tenant in batch:
            try:
                with transaction.atomic():
                    release = baseline.capture(tenant.ref(), because)
            except DatabaseError as error:
                log.exception("configuration.baseline_failed", tenant=str(tenant.uuid))
                failed.append(f"{tenant.name}: {type(error).__name__}")
            else:
                made += [tenant.name] if release else []
    return made, failed


def _batch(after: int) -> list[Tenant]:
    found = Tenant.objects.filter(pk__gt=after, state__in=BUILT).prefetch_related(
        "domains", "feature_switches"
    )
    return list(found.order_by("pk")[:BATCH])
