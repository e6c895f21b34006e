"""Look from time to time whether other systems still tell the entered municipality their news (M-13).

What was seen stands in the read model until the next time. A system that does not answer shows nothing: then it is as
it was, until it has been silent for too long; its outage has an alert of its own.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from integrations.connections.doctor import subscribing
from integrations.connections.types import Finding
from tenants import insights, parallel
from tenants.entry import current, outside
from tenants.models import Insight
from tenants.types import TenantRef

from .subjects import Subject, subjects
from .types import Cause

TOPIC: Final = "connection-subscriptions"
KNOWN: Final = frozenset({Finding.WORKS, Finding.SUBSCRIPTION_MISSING, Finding.SUBSCRIPTION_REFUSED})
AT_ONCE: Final = 4
PATIENCE: Final = timedelta(minutes=15)
"""So long what was seen last is believed of a system that does not answer."""

type Told = Mapping[str, Mapping[str, Any]]
"""By connection: what was found, and when."""


def check() -> bool:
    """Look once; answer whether something is different from what was told last."""
    tenant, now = current(), timezone.now()
    before, wanted = told(tenant.uuid), [each for each in subjects(now) if _is_wanted(each, tenant)]
    if not wanted and not before:
        return False
    findings = parallel.run(lambda each: _look(each, tenant), wanted, threads=AT_ONCE)
    after = {
        str(each.key): _told(finding, before.get(str(each.key)), now)
        for each, finding in zip(wanted, findings, strict=True)
    }
    insights.write(tenant, TOPIC, {"connections": {key: facts for key, facts in after.items() if facts}})
    return _findings(after) != _findings(before)


def told(tenant: uuid.UUID) -> Told:
    """Answer what was told last."""
    with outside():
        data = Insight.objects.filter(tenant__uuid=tenant, topic=TOPIC).values_list("data", flat=True).first()
    found: Told = (data or {}).get("connections", {})
    return found


def finding_of(subject: Subject, tenant: TenantRef, known: Told, now: datetime) -> str:
    """Answer what is known of a connection's subscription; empty where none is expected, or nobody looked yet."""
    facts = known.get(str(subject.key), {})
    if not _is_wanted(subject, tenant):
        return ""
    silent = facts.get("silent_since")
    if silent and now - datetime.fromisoformat(silent) >= PATIENCE:
        return Cause.UNSEEN.value
    return str(facts.get("finding", ""))


def _is_wanted(subject: Subject, tenant: TenantRef) -> bool:
    return subject.access is not None and subscribing.is_expected(subject.access, tenant)


def _look(subject: Subject, tenant: TenantRef) -> Finding | None:
    if subject.access is None:
        return None
    finding = subscribing.look(subject.access, tenant=tenant)
    return finding if finding in KNOWN else None


def _told(finding: Finding | None, before: Mapping[str, Any] | None, now: datetime) -> Mapping[str, Any]:
    if finding is None:
        return {"silent_since": now.isoformat(), **(before or {})}
    return {"finding": finding.value, "checked_at": now.isoformat()}


def _findings(known: Told) -> dict[str, Any]:
    return {key: facts.get("finding") for key, facts in known.items() if facts}
