"""What tests of keys share: another key-encryption key, and a secret in a municipality's own table."""

import base64
from collections.abc import Callable

import pytest
from pytest_django import Settings

from integrations.connections.models import Connection
from integrations.connections.queries import SECRET
from integrations.connections.types import System, row_of
from tenants.audit import Actor
from tenants.entry import enter
from tenants.types import TenantRef

OPERATOR = Actor("operator", "beheer@platform.example", "127.0.0.1")
NEXT = base64.b64encode(b"the next key, of 32 bytes in all").decode()
PLAIN = "oude-wijn-in-nieuwe-zakken"


@pytest.fixture
def overlapping(settings: Settings) -> str:
    """Let a new key wrap, while the one of before still unwraps; answers the one of before."""
    before = settings.KEY_ENCRYPTION_KEY
    settings.KEY_ENCRYPTION_KEYS_ALSO = [before]
    settings.KEY_ENCRYPTION_KEY = NEXT
    return before


@pytest.fixture
def put() -> Callable[..., Connection]:
    """Put a secret where a municipality keeps those of its systems."""

    def put_secret(tenant: TenantRef, text: str = PLAIN) -> Connection:
        with enter(tenant):
            row = Connection(
                pk=row_of(tenant.uuid, System.CASE_SYSTEM),
                system=System.CASE_SYSTEM.value,
                address="https://zaken.example",
                fingerprint="0" * 8,
                changed_by="test",
            )
            SECRET.encrypt(text, row)
            row.save()
        return row

    return put_secret


@pytest.fixture
def read() -> Callable[[TenantRef], str]:
    """Read it as a client would."""

    def read_secret(tenant: TenantRef) -> str:
        with enter(tenant):
            return SECRET.reveal(Connection.objects.get())

    return read_secret


@pytest.fixture
def as_stored() -> Callable[[TenantRef], str]:
    """Answer what the database itself holds."""
    from django.db import connection

    def stored(tenant: TenantRef) -> str:
        with enter(tenant), connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM connections_connection")
            (found,) = cursor.fetchone()
        return str(found)

    return stored
