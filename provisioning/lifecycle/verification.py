"""Tell whoever runs the platform that roles or rights in the database are not what provisioning made."""

from django.core.cache import caches
from django.utils import timezone
from structlog import get_logger

from tenants import audit

from .drift import queries
from .drift.facts import Finding

KEY = "roles.drift"
"""Where `/readyz` finds the outcome, in the shared cache (`provisioning.health`)."""
KEPT = 3 * 24 * 3600
"""Seconds: an outcome of before yesterday says that the nightly comparison does not run."""
MOST_RECORDED = 20
log = get_logger(__name__)


def verify() -> list[Finding]:
    """Compare, and raise the alarm about what differs: in the log, the operators' stream and `/readyz`."""
    found = queries.findings()
    at = timezone.now().isoformat(timespec="seconds")
    caches["shared"].set(KEY, {"at": at, "findings": len(found)}, KEPT)
    if found:
        _alarm(found)
    else:
        log.info("roles.verified")
    return found


def _alarm(found: list[Finding]) -> None:
    shown = [str(each) for each in found[:MOST_RECORDED]]
    log.error("roles.drift", number=len(found), findings=shown)
    details = {"number": len(found), "finding": shown}
    audit.record("roles.drifted", by=audit.SYSTEM, outcome="failed", details=details)
