"""Look at all connections of the entered municipality: read, ask, judge, tell, sound the alarm."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from integrations.connections.doctor import subscribing
from tenants.entry import current

from . import alarms, certificates, expiring, history, judging, probing, reading, subscriptions, telling
from .probing import Probe
from .reading import Known
from .subjects import Subject, subjects
from .types import State


def look() -> None:
    """Look once; what is told afterwards is at most as old as this takes."""
    tenant, began = current(), timezone.now()
    found, (before, past) = subjects(began), telling.told(tenant.uuid)
    if not (found or before.get("connections")):
        return  # nothing to tell, and nothing to take back
    known = {subject.key: reading.known_of(tenant.uuid, subject.key) for subject in found}
    due = [s for s in found if probing.is_due(s, known[s.key], began)]
    probes = probing.probe_all(tenant, [(s.key, s.system, s.access) for s in due if s.access])
    for key in probes:
        known[key] = reading.known_of(tenant.uuid, key)  # what was asked has been counted
    now, former = timezone.now(), before.get("connections", {})
    told = subscriptions.told(tenant.uuid) if subscribing.EXPECTED_BY in tenant.features else {}
    news = {s.key: subscriptions.finding_of(s, tenant, told, now) for s in found}
    facts = {
        str(s.key): _facts(s, known[s.key], probes.get(s.key), former.get(str(s.key), {}), now, news[s.key])
        for s in found
    }
    found_now = expiring.look(tenant, found, known, former, now)
    facts = {key: {**known_now, **found_now[key]} for key, known_now in facts.items()}
    gone_on = {str(s.key): history.go_on(past.get(str(s.key), {}), known[s.key]) for s in found}
    if telling.tell(tenant, looked_at=now, now=facts, history=gone_on):
        names = {str(s.key): s.name for s in found}
        alarms.sound(tenant, facts, now, names=names)
        expiring.sound(tenant, facts, now, names=names)


def _facts(
    subject: Subject,
    known: Known,
    probe: Probe | None,
    former: Mapping[str, Any],
    now: datetime,
    subscription: str,
) -> dict[str, Any]:
    state, cause = judging.with_news(judging.judge(subject, known, probe), subscription)
    if known.is_away and probe is None and former and not subject.paused:
        state, cause = State(former["state"]), former["cause"]  # nothing is known: it is as it was
    lately, is_same = known.last(5), former.get("state") == state.value
    return {
        "system": subject.system,
        "state": state.value,
        "cause": cause,
        "since": former["since"] if is_same else now.isoformat(),
        "failed_look_at": now.isoformat() if state is State.FAILING else former.get("failed_look_at"),
        "good_at": _written(known.good_at) or former.get("good_at"),
        "bad_at": _written(known.bad_at) or former.get("bad_at"),
        "bad_reason": known.bad_reason or former.get("bad_reason", ""),
        "p50": lately.percentile(0.5),
        "p95": lately.percentile(0.95),
        "calls": lately.calls,
        "failed": lately.failed,
        "retry_in": known.standing.left,
        "subscription": subscription,
        "certificate_days": certificates.days_left(subject.access, now),
    }


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
