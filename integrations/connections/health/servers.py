"""Look when the certificates of other systems end: a handshake now and then, and nothing is asked (M-13, C-031)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from integrations import http
from integrations.connections.clients.transport import identity_of
from integrations.connections.types import Access
from integrations.errors import UnavailableError
from integrations.http import looking, tls
from tenants import parallel
from tenants.types import TenantRef

from .reading import Known
from .subjects import Subject

SELDOM: Final = timedelta(hours=12)
OFTEN: Final = timedelta(hours=1)
"""Once its end is near: a new one may be there any moment."""
NEAR: Final = timedelta(days=60)
SPREAD: Final = 3_600
"""Seconds over which connections are spread: those that were added together are not looked at together."""
AT_ONCE: Final = 8

type Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """When the certificate of another system ends, as it was last seen."""

    address: str
    seen_at: datetime
    until: datetime | None

    def told(self) -> dict[str, Any]:
        """Answer what is remembered of it until the next look."""
        until = self.until.isoformat() if self.until else None
        return {"address": self.address, "seen_at": self.seen_at.isoformat(), "until": until}


def look_all(
    tenant: TenantRef, subjects: Iterable[Subject], known: Mapping[UUID, Known], former: Mapping[str, Facts]
) -> dict[UUID, Seen]:
    """Look at those whose turn it is, side by side; answer what is known of all that have one."""
    now, found = timezone.now(), list(subjects)
    remembered = {s.key: recalled(former.get(str(s.key), {})) for s in found}
    due = [s for s in found if _is_due(s, known[s.key], remembered[s.key], now)]

    def ask(subject: Subject) -> Seen | None:
        return _look(tenant, subject.access) if subject.access else None

    looked = parallel.run(ask, due, threads=AT_ONCE) if len(due) > 1 else [ask(one) for one in due]
    fresh = {s.key: seen for s, seen in zip(due, looked, strict=True) if seen}
    kept = {s.key: seen for s in found if (seen := _still_true(s, remembered[s.key]))}
    return kept | fresh


def recalled(facts: Facts) -> Seen | None:
    """Answer what was told of a connection's other side."""
    told = facts.get("server")
    if not told:
        return None
    until = datetime.fromisoformat(told["until"]) if told["until"] else None
    return Seen(told["address"], datetime.fromisoformat(told["seen_at"]), until)


def _still_true(subject: Subject, seen: Seen | None) -> Seen | None:
    is_elsewhere = bool(seen and subject.access and subject.access.address != seen.address)
    return None if is_elsewhere else seen


def _is_due(subject: Subject, known: Known, seen: Seen | None, now: datetime) -> bool:
    if subject.access is None or not subject.access.address.startswith("https:"):
        return False
    if known.good_at is None or known.standing.left or (known.bad_at and known.bad_at > known.good_at):
        return False  # who is in trouble is left alone
    if seen is None or seen.address != subject.access.address or (seen.until and seen.until <= now):
        return True
    pause = OFTEN if seen.until and seen.until - now <= NEAR else SELDOM
    return now - seen.seen_at >= pause + timedelta(seconds=subject.key.int % SPREAD) * (pause / SELDOM)


def _look(tenant: TenantRef, access: Access) -> Seen | None:
    """Shake hands; None where that does not succeed, so that what was known stays so."""
    try:
        trust = tls.context(identity_of(access))
    except UnavailableError:
        return None
    patience = access.limits.connect
    for glimpse in looking.look(access.address, reach=http.of_tenant(tenant), timeout=patience, trust=trust):
        if glimpse.stage is looking.Stage.TLS and glimpse.reason is None:
            return Seen(access.address, timezone.now(), glimpse.until)
    return None
