"""A process that dies while it opens a municipality, and one that dies with a task in its hands (V4, V16)."""

import contextlib
import datetime
import uuid
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tenants.models import TenantMixin

from integrations.outbox.models import Item
from portal.core.mail import operations as mail
from portal.core.mail import smtp
from portal.core.models import OutboxMessage, OutboxState
from provisioning.lifecycle import ddl, schema
from tenants import naming
from tenants.entry import enter
from tenants.models import Tenant
from tenants.types import Kind, State, TenantRef


@pytest.fixture
def wanted(own_database: str) -> Tenant:
    """A municipality with a row and a role, and no schema."""
    identity = uuid.uuid4()
    name = naming.schema_for(identity)
    with connection.cursor() as cursor:
        ddl.make_role(cursor.execute, name)
    return Tenant.objects.create(
        uuid=identity, schema_name=name, name="Heidebeek", theme="heidebeek",
        kind=Kind.SANDBOX.value, state=State.PROVISIONING.value,
    )  # fmt: skip


def tables_of(tenant: Tenant) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [tenant.schema_name])
        (number,) = cursor.fetchone()
    return int(number)


def build(tenant: Tenant, *, broken_at: float = 2.0) -> None:
    """Build the schema, or break off at a part of the text, as a process does that is killed."""
    statements = schema.compiled().split(";\n")
    statements.insert(int(len(statements) * broken_at), "SELECT 1 / 0")
    text = ";\n".join(statements) if broken_at < 1 else schema.compiled()
    try:
        with connection.cursor() as cursor:
            ddl.replay(cursor.execute, text, tenant.schema_name)
    except BaseException:
        connection.connection.rollback()
        raise


@pytest.mark.attack("V4")
@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.98])
def test_what_was_broken_off_leaves_nothing_and_the_next_try_makes_all(wanted: Tenant, part: float) -> None:
    with pytest.raises(DatabaseError, match="division by zero"):
        build(wanted, broken_at=part)
    assert not schema.exists(wanted.schema_name)

    build(wanted)

    assert tables_of(wanted) > 50


@pytest.mark.attack("V4")
def test_as_it_comes_an_empty_schema_counts_as_made(wanted: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {wanted.schema_name}")

    made = TenantMixin.create_schema(wanted, check_if_exists=True)

    assert made is False
    assert tables_of(wanted) == 0


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What leaves for the mail server."""
    subjects: list[str] = []
    monkeypatch.setattr(EmailMultiAlternatives, "send", lambda self, **_: subjects.append(self.subject) or 1)
    return subjects


@pytest.fixture
def letter(zonnedam: TenantRef) -> OutboxMessage:
    with enter(zonnedam):
        return mail.send(
            to="a@b.example",
            template="accounts/mail/invitation",
            context={"link": "https://x.example/", "days": 7},
        )


@pytest.mark.attack("V16")
def test_a_task_that_is_delivered_twice_has_one_effect(
    zonnedam: TenantRef, letter: OutboxMessage, sent: list[str]
) -> None:
    """A worker that is killed before it says that it is ready gets its message, or another does, again."""
    with enter(zonnedam):
        outcomes = [mail.deliver(letter.uuid) for _ in range(3)]

    assert outcomes == [OutboxState.SENT, None, None]
    assert len(sent) == 1


@pytest.mark.attack("V16")
def test_one_that_was_killed_halfway_is_left_alone_for_a_while_and_then_done(
    zonnedam: TenantRef, letter: OutboxMessage, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(message: Any, **more: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as dying, enter(zonnedam), contextlib.suppress(SystemExit):
        dying.setattr(smtp, "hand_over", killed)
        mail.deliver(letter.uuid)

    with enter(zonnedam):
        assert mail.deliver(letter.uuid) is None
        past = timezone.now() - datetime.timedelta(seconds=1)
        Item.objects.update(busy_until=past)
        assert mail.deliver(letter.uuid) is OutboxState.SENT
    assert len(sent) == 1


@pytest.mark.attack("V16")
def test_as_it_comes_each_delivery_has_its_effect(
    zonnedam: TenantRef, letter: OutboxMessage, sent: list[str]
) -> None:
    """Without the claim in the database: a task that just does what its message says."""
    with enter(zonnedam):
        for _ in range(2):
            smtp.hand_over(letter)

    assert len(sent) == 2
