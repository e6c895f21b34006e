"""Municipalities and operations for the console's screens: rows of the directory, without schemas."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from integrations.connections.types import row_of, topic_of
from provisioning.lifecycle import steps
from provisioning.lifecycle.models import Operation, Step
from provisioning.lifecycle.types import OperationKind
from tenants import naming
from tenants.models import Domain, Insight, Tenant
from tests import states


def make(name: str = "Dijkstede", *, host: str = "", **values: Any) -> Tenant:
    """Put a municipality into the directory."""
    identity = uuid.uuid4()
    state = values.pop("state", "live")
    row = {"theme": "waterrijk", "kind": "production", "state": states.make_first(state), **values}
    tenant = Tenant.objects.create(uuid=identity, schema_name=naming.schema_for(identity), name=name, **row)
    states.become(tenant, state)
    tenant.refresh_from_db()
    host = host or f"{name.lower()}.localhost"
    Domain.objects.create(tenant=tenant, domain=host, is_primary=True, proven_at=timezone.now())
    return tenant


def told(tenant: Tenant, topic: str, **data: Any) -> None:
    """Have the municipality's own jobs tell something."""
    Insight.objects.update_or_create(tenant=tenant, topic=topic, defaults={"data": data})


def connected(tenant: Tenant, *, state: str = "ok", finding: str = "works", **more: Any) -> None:
    """Have the municipality's own jobs tell of a connection."""
    key = row_of(tenant.uuid, "case_system", more.get("slug", ""))
    values = {
        "key": str(key), "system": "case_system", "address": "https://zaken.example/zgw", "client_id": "inwonerplein",
        "fingerprint": "9f3a12c7", "state": state, "finding": finding, "checked_at": "2026-11-20T10:00:00+00:00",
        "changed_at": "2026-11-19T10:00:00+00:00", "changed_by": "noor@inwonerplein.example",
    }  # fmt: skip
    told(tenant, topic_of(key), **{**values, **more})


def operation(*, state: str, done: int, tenant: Tenant | None = None, error: str = "") -> Operation:
    """Write an opening into the journal, as far as that many steps."""
    began = timezone.now() - timedelta(seconds=20)
    finished = began + timedelta(seconds=9) if state in {"done", "failed"} else None
    operation = Operation.objects.create(
        kind="open", state=state, tenant=tenant.uuid if tenant else None, claimed_host="veenhoven.localhost",
        parameters={"name": "Veenhoven"}, requested_by="noor@inwonerplein.example", requested_by_kind="operator",
        started_at=began, finished_at=finished,
    )  # fmt: skip
    for position, kind in enumerate(steps.STEPS[OperationKind.OPEN], start=1):
        _step(operation, position, kind.key, done, error)
    return operation


def _step(operation: Operation, position: int, key: str, done: int, error: str) -> None:
    state = "done" if position <= done else "waiting"
    if position == done + 1 and operation.state in {"running", "failed"}:
        state = operation.state
    began = operation.started_at if state != "waiting" else None
    ended = began + timedelta(seconds=1) if began and state in {"done", "failed"} else None
    Step.objects.create(
        operation=operation, position=position, key=key, state=state, attempts=0 if state == "waiting" else 1,
        started_at=began, finished_at=ended, error=error if state == "failed" else "",
    )  # fmt: skip
