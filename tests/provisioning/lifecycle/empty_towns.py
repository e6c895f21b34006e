"""Municipalities that stand in the directory and have nothing inside: quickly made, for what needs many."""

import uuid

from tenants import naming
from tenants.models import Domain, Tenant
from tenants.types import State


def many(count: int, name: str = "Proefstad") -> list[Tenant]:
    """Enter so many in the directory that are live; names and hosts are numbered."""
    return [_one(f"{name} {number:02}", f"{name.lower()}-{number:02}.localhost") for number in range(count)]


def _one(name: str, host: str) -> Tenant:
    identity = uuid.uuid4()
    row = Tenant.objects.create(
        uuid=identity, schema_name=naming.schema_for(identity), name=name, theme="zonnedam",
        kind="sandbox", state=State.PROVISIONING.value,
    )  # fmt: skip
    Domain.objects.create(tenant=row, domain=host, is_primary=True)
    for state in (State.TRIAL, State.LIVE):
        Tenant.objects.filter(pk=row.pk).update(state=state.value)
    row.refresh_from_db()
    return row
