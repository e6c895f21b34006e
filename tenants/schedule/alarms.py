"""Tell whoever runs the platform that work was given up."""

import uuid

from structlog import get_logger

from tenants import audit

log = get_logger(__name__)


def given_up(*, work: int, tenant: uuid.UUID, job: str, reason: str) -> None:
    """Raise the alarm, in the log and in the operators' stream; call it outside a municipality."""
    log.error("schedule.given_up", work=work, tenant=str(tenant), job=job, reason=reason)
    audit.record(
        "work.given_up",
        by=audit.SYSTEM,
        target=job,
        outcome="failed",
        tenant=tenant,
        details={"number": work, "reason": reason},
    )
