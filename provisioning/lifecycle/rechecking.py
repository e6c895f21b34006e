"""Look each night whether the proofs of hosts still stand in the DNS.

A proof that is gone is an alarm and nothing more: a slip in a zone file must not switch a municipality off.
"""

from structlog import get_logger

from tenants import audit, hosts
from tenants.models import Domain

from . import proofs
from .proofs import Finding

log = get_logger(__name__)


def recheck() -> list[str]:
    """Look for every proof; answers the hosts whose proof is gone. Where nobody answered nothing is known."""
    proven = Domain.objects.filter(proven_at__isnull=False).exclude(proof_token="")
    gone, unknown = [], 0
    for domain in proven.select_related("tenant").order_by("pk"):
        if hosts.is_of_platform(domain.domain):
            continue
        finding = proofs.look(domain)
        unknown += finding is Finding.UNKNOWN
        if finding in {Finding.MISSING, Finding.OTHER}:
            gone.append(domain.domain)
            _alarm(domain, finding)
    log.info("domains.rechecked", gone=len(gone), unknown=unknown)
    return gone


def _alarm(domain: Domain, finding: Finding) -> None:
    log.error("domains.proof_missing", host=domain.domain, finding=finding.value)
    audit.record(
        "domain.proof_missing",
        by=audit.SYSTEM,
        tenant=domain.tenant.uuid,
        target=domain.domain,
        outcome="failed",
        details={"finding": finding.value, "name": proofs.name_of(domain.domain)},
    )
