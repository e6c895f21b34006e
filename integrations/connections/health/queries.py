"""What screens may know: the board of all municipalities, and one connection with its history."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from tenants.entry import outside
from tenants.models import Insight, Tenant
from tenants.types import SERVING

from . import history, servers, telling
from .types import HISTORY_TOPIC, HOSTS_TOPIC, STALE, TOPIC, Cell, HostCertificate, Row, State


def board(*, with_history: bool = True) -> list[Row]:
    """List all municipalities that serve, by name, with the state of each of their connections."""
    topics = (TOPIC, HISTORY_TOPIC) if with_history else (TOPIC,)
    with outside():
        serving = Tenant.objects.filter(state__in=[state.value for state in SERVING]).order_by("name")
        tenants = list(serving.values_list("uuid", "name"))
        told: dict[tuple[uuid.UUID, str], Any] = {
            (tenant, topic): data
            for tenant, topic, data in Insight.objects.filter(topic__in=topics).values_list(
                "tenant__uuid", "topic", "data"
            )
        }
    return [
        _row(tenant, name, told.get((tenant, TOPIC), {}), told.get((tenant, HISTORY_TOPIC), {}))
        for tenant, name in tenants
    ]


def hosts_of(tenant: uuid.UUID) -> list[HostCertificate]:
    """List the certificates of a municipality's own hosts, as they were last seen."""
    with outside():
        found = Insight.objects.filter(tenant__uuid=tenant, topic=HOSTS_TOPIC).values_list("data", flat=True)
        return host_certificates(found.first() or {})


def host_certificates(data: Mapping[str, Any]) -> list[HostCertificate]:
    """Read what the read model keeps of them."""
    return [
        HostCertificate(
            host=host,
            row=told["row"],
            kind=told["kind"],
            seen_at=datetime.fromisoformat(told["seen_at"]),
            until=datetime.fromisoformat(told["until"]) if told["until"] else None,
            wrong=told["wrong"],
        )
        for host, told in data.get("hosts", {}).items()
    ]


def of_tenant(tenant: uuid.UUID) -> list[Cell]:
    """List the connections of one municipality, with their history."""
    now, past = telling.told(tenant)
    return _cells(now.get("connections", {}), past)


def of(tenant: uuid.UUID, connection: uuid.UUID) -> Cell | None:
    """Answer how one connection is doing; None where nobody has looked at it yet."""
    return next((cell for cell in of_tenant(tenant) if cell.connection == connection), None)


def _row(tenant: uuid.UUID, name: str, now: Mapping[str, Any], past: Mapping[str, Any]) -> Row:
    cells: dict[str, tuple[Cell, ...]] = {}
    for cell in _cells(now.get("connections", {}), past):
        cells[cell.system] = (*cells.get(cell.system, ()), cell)
    looked_at = _moment(now.get("looked_at"))
    is_stale = looked_at is not None and timezone.now() - looked_at > STALE
    return Row(tenant, name, cells, looked_at, is_stale)


def _cells(connections: Mapping[str, Any], past: Mapping[str, Any]) -> list[Cell]:
    return [_cell(uuid.UUID(key), facts, past.get(key, {})) for key, facts in connections.items()]


def _cell(key: uuid.UUID, facts: Mapping[str, Any], past: Mapping[str, Any]) -> Cell:
    return Cell(
        connection=key,
        state=State(facts["state"]),
        since=_moment(facts["since"]),
        good_at=_moment(facts["good_at"]),
        bad_at=_moment(facts["bad_at"]),
        server_certificate_days=facts.get("server_certificate_days"),
        server_certificate_until=_server_until(facts),
        history=history.read(past.get("steps", ())),
        history_until=history.moment(past["end"]) if past else None,
        **{name: facts[name] for name in PLAIN},
    )


PLAIN = (
    "system",
    "cause",
    "p50",
    "p95",
    "calls",
    "failed",
    "bad_reason",
    "retry_in",
    "certificate_days",
)
"""Facts that are told as they are."""


def _server_until(facts: Mapping[str, Any]) -> datetime | None:
    seen = servers.recalled(facts)
    return seen.until if seen else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
