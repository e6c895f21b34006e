"""Zonnedam, with a case system that may bring its news, and handlers that write down what they hear."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from integrations.connections.models import Connection
from integrations.connections.types import Authentication, System, row_of
from integrations.notifications import marks
from integrations.notifications.models import Entrance, Message, Subscription
from integrations.notifications.types import Event
from tenants import directory, features
from tenants.audit import SYSTEM
from tenants.entry import enter, outside
from tenants.models import Tenant
from tenants.types import TenantRef

HERE = "tests.integrations.notifications.conftest"
HOME = "http://127.0.0.1:9/zgw"
CASE = f"{HOME}/zaken/api/v1/zaken/5a0c9d4e-7d0b-4d0e-9b8f-0d3a1c2b4e5f"


@dataclass
class Ear:
    """Who hears of news: how it answers, and what it heard."""

    answers: list[Any] = field(default_factory=list)
    heard: list[Event] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def hear(self, event: Event) -> Any:
        self.heard.append(event)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        return answer(event) if callable(answer) else answer

    @property
    def resources(self) -> list[list[str]]:
        """Answer what was heard, look by look."""
        return [[message.resource for message in event.messages] for event in self.heard]


the_ear = Ear()


def hear(event: Event) -> Any:
    return the_ear.hear(event)


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Ear:
    fresh = Ear()
    monkeypatch.setitem(globals(), "the_ear", fresh)
    settings.NOTIFICATION_HANDLERS = {"zaken": [f"{HERE}.hear"], "zaaktypen": [f"{HERE}.hear"]}
    return fresh


@pytest.fixture(autouse=True)
def _nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.Celery.send_task", lambda *_words, **_named: None)


def switched_on(tenant: TenantRef) -> TenantRef:
    """Switch news on."""
    with outside():
        row = Tenant.objects.get(uuid=tenant.uuid)
        features.switch(tenant=row, feature="notifications", on=True, by=SYSTEM)
    directory.forget()
    found = directory.by_uuid(tenant.uuid)
    assert found
    return found


def connection_of(tenant: TenantRef, slug: str = "", address: str = HOME, **more: Any) -> Connection:
    """Connect the entered municipality with a case system."""
    row, _ = Connection.objects.update_or_create(
        pk=row_of(tenant.uuid, System.CASE_SYSTEM, slug),
        defaults={
            "system": System.CASE_SYSTEM.value,
            "slug": slug,
            "address": address,
            "authentication": Authentication.NONE.value,
            "changed_by": "toets",
            **more,
        },
    )
    return row


def opened(connection: Connection) -> marks.Secrets:
    """Let a system in, and answer with what."""
    row, _ = Subscription.objects.get_or_create(connection=connection)
    secrets = marks.make()
    Entrance.objects.create(
        subscription=row, address_mark=marks.of(secrets.address), header_mark=marks.of(secrets.password)
    )
    return secrets


def message(**changes: Any) -> dict[str, Any]:
    """Make a message as Open Notificaties sends it."""
    return {
        "kanaal": "zaken",
        "hoofdObject": CASE,
        "resource": "status",
        "resourceUrl": f"{HOME}/zaken/api/v1/statussen/1",
        "actie": "create",
        "aanmaakdatum": timezone.now().isoformat(),
        "kenmerken": {"bronorganisatie": "517439943", "zaaktype": f"{HOME}/catalogi/api/v1/zaaktypen/1"},
        **changes,
    }


@dataclass
class Sender:
    """A case system that brings its news."""

    tenant: TenantRef
    client: Client
    connection: Connection
    secrets: marks.Secrets

    def post(self, body: Any = None, *, auth: str | None = None, path: str = "", **changes: Any) -> int:
        """Bring a message; answers the status."""
        content = body if isinstance(body, bytes) else json.dumps(body or message(**changes)).encode()
        header = self.secrets.authorization if auth is None else auth
        headers = {"authorization": header} if header else {}
        return self.client.post(
            path or self.secrets.path, content, content_type="application/json", headers=headers
        ).status_code


@pytest.fixture
def receiving(zonnedam: TenantRef) -> TenantRef:
    return switched_on(zonnedam)


@pytest.fixture
def sender(receiving: TenantRef, client_of: Callable[..., Client], ear: Ear) -> Sender:
    with enter(receiving):
        connection = connection_of(receiving)
        return Sender(receiving, client_of(receiving), connection, opened(connection))


@pytest.fixture
def inside(sender: Sender) -> Iterator[Sender]:
    with enter(sender.tenant):
        yield sender


def put(sender: Sender, *resources: str, main: str = CASE) -> list[Message]:
    """Bring messages of these kinds, one after the other."""
    before = timezone.now() - timedelta(minutes=1)
    for number, resource in enumerate(resources):
        at = (before + timedelta(seconds=number)).isoformat()
        assert sender.post(resource=resource, aanmaakdatum=at, hoofdObject=main) == 204
    return list(Message.objects.order_by("pk"))


def let_time_pass() -> None:
    """Let so much time pass that all that waits is due, and whoever had something in hand is gone."""
    Message.objects.update(due_at=timezone.now() - timedelta(days=1))
    Message.objects.filter(busy_until__isnull=False).update(busy_until=timezone.now() - timedelta(days=1))
