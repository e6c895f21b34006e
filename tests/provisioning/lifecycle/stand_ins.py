"""What settings name instead of the portal's seeds, inviter and smoke caller: small, easy to count."""

from collections.abc import Mapping
from typing import Any

from django.conf import LazySettings

from integrations.errors import Reason, UnavailableError
from tenants import audit, entry
from tenants.audit.models import AuditRecord

HERE = "tests.provisioning.lifecycle.stand_ins"
answers: list[int | Reason] = []
"""What the portal answers next; 200 when empty."""


def use(settings: LazySettings) -> None:
    """Make settings name what stands here."""
    settings.TENANT_SEEDS = [f"{HERE}.fill"]
    settings.TENANT_INVITER = f"{HERE}.invite"
    settings.SMOKE_CALLER = f"{HERE}.fetch"


def fill(plan: Mapping[str, Any]) -> None:
    """Write one row, once."""
    _once("test.filled", plan["name"])


def invite(*, email: str, by: audit.Actor) -> None:
    """Write one row, once."""
    _once("test.invited", email)


def fetch(*, url: str, host: str, headers: Mapping[str, str], timeout: float) -> int:
    """Answer as told."""
    answer = answers.pop(0) if answers else 200
    if isinstance(answer, Reason):
        raise UnavailableError(answer)
    return int(answer)


def _once(action: str, target: str) -> None:
    assert entry.is_entered()
    if not AuditRecord.objects.filter(action=action).exists():
        audit.record(action, by=audit.SYSTEM, target=target)
