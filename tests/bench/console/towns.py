"""Municipalities that are rows of the directory alone, with all that the console's screens read of them."""

import datetime
import random
import uuid
from collections.abc import Sequence
from typing import Any

OPERATIONS = 6
RELEASES = 8
STATES = ("live",) * 90 + ("trial",) * 7 + ("suspended",) * 2 + ("maintenance",)
HEALTH = ("healthy",) * 95 + ("degraded",) * 3 + ("failing",) * 2


def make(number: int) -> list[str]:
    """Put so many municipalities into the directory, and answer their keys."""
    from django.db import connection
    from django.utils import timezone

    from provisioning.lifecycle import municipalities
    from tenants import keys as key_store
    from tenants import naming
    from tenants.models import Domain, Tenant

    draw = random.Random(1)  # noqa: S311 - the same municipalities each time
    codes = [each.cbs_code for each in municipalities.municipalities()]
    keys = [uuid.UUID(int=draw.getrandbits(128), version=4) for _ in range(number)]
    rows = [
        Tenant(
            uuid=key,
            schema_name=naming.schema_for(key),
            name=f"Meetdorp {at}",
            state=draw.choice(STATES),
            kind="production",
            cbs_code=codes[at] if at < len(codes) else "",
            theme=draw.choice(("zonnedam", "waterrijk", "heidebeek")),
        )
        for at, key in enumerate(keys)
    ]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tenants_tenant DISABLE TRIGGER USER")
        Tenant.objects.bulk_create(rows)
        cursor.execute("ALTER TABLE tenants_tenant ENABLE TRIGGER USER")
    tenants = list(Tenant.objects.order_by("pk"))
    for tenant in tenants:
        key_store.make_for(tenant)
    now = timezone.now()
    Domain.objects.bulk_create(
        Domain(tenant=each, domain=f"{word}-{at}.example", is_primary=word == "dorp", proven_at=now)
        for at, each in enumerate(tenants)
        for word in ("dorp", "mijn")
    )
    _tell(tenants, draw)
    _work(tenants, draw)
    return [str(key) for key in keys]


def _tell(tenants: Sequence[Any], draw: random.Random) -> None:
    """Have their jobs tell of activity, connections and the rest of their inside."""
    from django.utils import timezone

    from integrations.connections.types import row_of, topic_of
    from tenants.models import FeatureSwitch, Insight, Release

    now = timezone.now()
    told: list[Insight] = []
    for tenant in tenants:
        state = draw.choice(HEALTH)
        for system in ("case_system", "customer_contact"):
            key = row_of(tenant.uuid, system)
            told.append(
                Insight(tenant=tenant, topic=topic_of(key), data=_connection(str(key), system, state))
            )
        ago = datetime.timedelta(minutes=draw.randrange(10_000))
        for topic, data in {
            "activity": {"last_activity": (now - ago).isoformat()},
            "connection-health": {"looked_at": now.isoformat(), "connections": {str(key): {"state": state}}},
            "staff": {"administrators": 3},
            "mail": {"sent": True, "failed": False},
            "schema": {"migrations": 99},
        }.items():
            told.append(Insight(tenant=tenant, topic=topic, data=data))
    Insight.objects.bulk_create(told, batch_size=2000)
    FeatureSwitch.objects.bulk_create(
        FeatureSwitch(tenant=tenant, feature=feature, is_on=True)
        for tenant in tenants
        for feature in ("products", "search")
    )
    Release.objects.bulk_create(
        (
            Release(tenant=tenant, number=number, kind="change", snapshot="{}" * 500, author_kind="operator")
            for tenant in tenants
            for number in range(1, RELEASES + 1)
        ),
        batch_size=2000,
    )


def _connection(key: str, system: str, state: str) -> dict[str, Any]:
    failed = state == "failing"
    return {
        "key": key, "system": system, "address": "https://zaken.example/zgw", "client_id": "inwonerplein",
        "fingerprint": "9f3a12c7", "state": "failed" if failed else "ok",
        "finding": "secret wrong" if failed else "works", "is_on": True,
        "checked_at": "2026-11-20T10:00:00+00:00", "changed_at": "2026-11-19T10:00:00+00:00",
        "changed_by": "beheerder1@inwonerplein.example",
    }  # fmt: skip


def _work(tenants: Sequence[Any], draw: random.Random) -> None:
    """Write finished operations into the journal, with their steps; one municipality in a hundred has a failed one."""
    from django.utils import timezone

    from provisioning.lifecycle import steps
    from provisioning.lifecycle.models import Operation, Step
    from provisioning.lifecycle.types import OperationKind

    kinds = steps.STEPS[OperationKind.OPEN]
    now = timezone.now()
    operations, rows = [], []
    for tenant in tenants:
        for number in range(OPERATIONS):
            began = now - datetime.timedelta(minutes=draw.randrange(500_000))
            failed = number == 0 and draw.random() < 0.01
            operations.append(
                Operation(
                    kind="open", state="failed" if failed else "done", tenant=tenant.uuid,
                    parameters={"name": tenant.name}, requested_by="beheerder1@inwonerplein.example",
                    requested_by_kind="operator", created_at=began, started_at=began,
                    finished_at=began + datetime.timedelta(seconds=draw.random() * 9),
                )
            )  # fmt: skip
    for operation in Operation.objects.bulk_create(operations, batch_size=2000):
        for position, kind in enumerate(kinds, start=1):
            ends = operation.created_at + datetime.timedelta(seconds=1)
            rows.append(
                Step(
                    operation=operation, position=position, key=kind.key, state="done", attempts=1,
                    started_at=operation.created_at, finished_at=ends,
                )
            )  # fmt: skip
    Step.objects.bulk_create(rows, batch_size=5000)
