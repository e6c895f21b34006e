"""Municipalities with a connection of their own, and a check that answers as told."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from integrations.connections import queries
from integrations.connections.health import looking
from integrations.connections.health import queries as health
from integrations.connections.health.types import Cell
from integrations.connections.models import Connection
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.connections.guard.conftest import Caller
from tests.integrations.connections.health import stand_in

KEY = uuid.UUID("44444444-dddd-4ddd-8ddd-444444444444")


@pytest.fixture
def check(settings: Any) -> Iterator[stand_in.Answers]:
    settings.CONNECTION_CHECKS = dict.fromkeys(("case_system", "brp"), stand_in.CHECK)
    yield stand_in.answers
    stand_in.answers.findings.clear()
    stand_in.answers.asked.clear()


@pytest.fixture
def connect() -> Callable[..., Caller]:
    """Give a municipality a connection; answer somebody who uses it."""

    def make(
        tenant: TenantRef,
        key: uuid.UUID | None = None,
        address: str = "https://zaken.example",
        *,
        secret: str = "geheim",
        **values: str,
    ) -> Caller:
        with enter(tenant):
            told = {"system": "case_system", "address": address, "changed_by": "x", **values}
            row = Connection(pk=key or uuid.uuid4(), **told)
            queries.SECRET.encrypt(secret, row)
            row.save()
        return Caller(tenant.uuid, row.pk)

    return make


def look(tenant: TenantRef) -> Cell:
    """Look at a municipality with one connection."""
    with enter(tenant):
        looking.look()
    (cell,) = health.of_tenant(tenant.uuid)
    return cell
