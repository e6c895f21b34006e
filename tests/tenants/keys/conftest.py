"""What tests of keys share: another key-encryption key, and a secret in a municipality's own table."""

import base64
from collections.abc import Callable

import pytest
from django.db import connection, models
from pytest_django import Settings

from integrations.connections.models import SEALED, Connection
from tenants import registers
from tenants.audit import Actor
from tenants.entry import enter
from tenants.fields import EncryptedTextField
from tenants.keys.columns import Column
from tenants.types import TenantRef

OPERATOR = Actor("operator", "beheer@platform.example", "127.0.0.1")
NEXT = base64.b64encode(b"the next key, of 32 bytes in all").decode()
COLUMN = Column(Connection, "secret")
PLAIN = "oude-wijn-in-nieuwe-zakken"


@pytest.fixture
def overlapping(settings: Settings) -> str:
    """Let a new key wrap, while the one of before still unwraps; answers the one of before."""
    before = settings.KEY_ENCRYPTION_KEY
    settings.KEY_ENCRYPTION_KEYS_ALSO = [before]
    settings.KEY_ENCRYPTION_KEY = NEXT
    return before


@pytest.fixture
def put() -> Callable[..., models.Model]:
    """Put a secret where a municipality keeps those of its systems; answers the row."""

    def put_secret(tenant: TenantRef, text: str = PLAIN) -> models.Model:
        with enter(tenant):
            for canary in registers.canaries:
                if canary.feature == "connections":
                    canary.fill("Kanarie")
            row: models.Model = COLUMN.rows().get()
            for other in set(SEALED) - {COLUMN.name}:  # one is enough to count
                setattr(row, other, "")
            field().encrypt(text, row)
            row.save()
        return row

    return put_secret


@pytest.fixture
def read() -> Callable[[TenantRef], str]:
    """Read it as a client would."""

    def read_secret(tenant: TenantRef) -> str:
        with enter(tenant):
            return field().reveal(COLUMN.rows().get())

    return read_secret


@pytest.fixture
def as_stored() -> Callable[[TenantRef], str]:
    """Answer what the database itself holds."""

    def stored(tenant: TenantRef) -> str:
        with enter(tenant), connection.cursor() as cursor:
            cursor.execute(f"SELECT {COLUMN.name} FROM {COLUMN.table}")
            (found,) = cursor.fetchone()
        return str(found)

    return stored


def field() -> EncryptedTextField:
    """Answer the field of that secret."""
    found = COLUMN.model._meta.get_field(COLUMN.name)
    assert isinstance(found, EncryptedTextField)
    return found
