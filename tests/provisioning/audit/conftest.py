"""What tests of streams share: a municipality with acts, and its stream."""

import os
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection

from provisioning.audit import streams
from provisioning.audit.streams import Stream
from tenants import audit
from tenants.entry import enter
from tenants.types import TenantRef

NOOR = audit.Actor("operator", "noor@inwonerplein.example", "192.0.2.14")
STAFF = audit.Actor("staff", "5c7c9c5e-0000-4000-8000-000000000001", "192.0.2.15")


def stream_of(tenant: TenantRef) -> Stream:
    """Find the stream of a municipality."""
    return next(each for each in streams.of_tenants() if each.tenant == tenant.uuid)


def act(tenant: TenantRef, *names: str) -> None:
    """Have somebody of a municipality do things."""
    with enter(tenant):
        for name in names:
            audit.record("test.done", by=STAFF, target=name, details={"name": name})


def altered(statement: str) -> None:
    """Do as the owner of the database what nobody should."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def connect() -> Callable[[str], psycopg.Connection]:
    """Open real connections as the login of a kind of process; they are closed at the end of the test."""

    def open_as(login: str) -> psycopg.Connection:
        default = connection.settings_dict
        return psycopg.connect(
            host=default["HOST"],
            port=default["PORT"],
            dbname=default["NAME"],
            user=f"inwonerplein_{login}",
            password=os.environ[f"DATABASE_PASSWORD_{login.upper()}"],
        )

    return open_as
