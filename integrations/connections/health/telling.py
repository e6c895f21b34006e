"""Tell the console how the connections of a municipality are doing, and remember it until the next look."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tenants import insights
from tenants.entry import outside
from tenants.models import Insight
from tenants.types import TenantRef

from .types import HISTORY_TOPIC, TOPIC

type Told = Mapping[str, Any]


def told(tenant: uuid.UUID) -> tuple[Told, Told]:
    """Answer what was told last: how things are, and their history."""
    with outside():
        found = dict(
            Insight.objects.filter(tenant__uuid=tenant, topic__in=(TOPIC, HISTORY_TOPIC)).values_list(
                "topic", "data"
            )
        )
    return found.get(TOPIC, {}), found.get(HISTORY_TOPIC, {})


def tell(tenant: TenantRef, *, looked_at: datetime, now: Told, history: Told) -> bool:
    """Replace what is told, unless somebody has looked later than this; the history only where it went on."""
    with outside(), transaction.atomic():
        rows = Insight.objects.select_for_update(of=("self",)).filter(tenant__uuid=tenant.uuid, topic=TOPIC)
        before = rows.values_list("data", flat=True).first() or {}
        if before.get("looked_at", "") > looked_at.isoformat():
            return False
        insights.write(tenant, TOPIC, {"looked_at": looked_at.isoformat(), "connections": now})
        if history != told(tenant.uuid)[1]:
            insights.write(tenant, HISTORY_TOPIC, history)
    return True
