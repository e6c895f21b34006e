"""Whoever is told of an alert by webhook knows which connection it is about, also where there are two of a kind."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from integrations.connections import queries
from tenants.alerts import delivering, operations
from tenants.types import TenantRef
from tests.integrations.conftest import Listener, listening
from tests.integrations.connections.conftest import Adding

TAKEN = b"HTTP/1.1 204 No Content\r\n\r\n"
GONE = uuid.UUID("00000000-0000-4000-8000-000000000000")


@pytest.fixture
def post(settings: Any) -> Iterator[Listener]:
    """Somebody who takes what is posted."""
    with listening(TAKEN) as listener:
        settings.ALERT_CHANNELS = {"webhook": "integrations.webhooks.operations.alert"}
        settings.ALERT_WEBHOOK_URL, settings.ALERT_WEBHOOK_SECRET = f"{listener.url}/storing", "proefgeheim"
        yield listener


def begin(tenant: TenantRef, about: str) -> None:
    subject = f"connection:{tenant.uuid.hex}:{about}"
    operations.begin(subject=subject, kind="connection failing", title="werkt niet", tenant=tenant.uuid)


@pytest.mark.covers("C-073")
@pytest.mark.attack("W24")
def test_the_webhook_names_the_connection_of_two_and_tells_nothing_of_what_lets_us_in(
    zonnedam: TenantRef, post: Listener, add: Adding
) -> None:
    add(zonnedam, secret="een-proefgeheim")
    add(zonnedam, slug="sociaal", name="Zaken van het sociaal domein", secret="een-tweede-geheim")
    first, second = queries.overviews(zonnedam.uuid)
    for each in (first, second):
        begin(zonnedam, str(each.key))
    begin(zonnedam, f"{second.key}:subscription")
    begin(zonnedam, str(GONE))

    assert delivering.deliver() == 4

    bodies = [visit.partition(b"\r\n\r\n")[2] for visit in post.visits]
    named = [json.loads(body)["connection"] for body in bodies]
    assert [each.get("reference") for each in named] == [
        "case_system", "case_system.sociaal", "case_system.sociaal", None,
    ]  # fmt: skip
    assert [each.get("name") for each in named][:2] == ["Zaaksysteem (ZGW)", "Zaken van het sociaal domein"]
    assert [each["uuid"] for each in named] == [
        str(first.key), str(second.key), str(second.key), str(GONE),
    ]  # fmt: skip
    said = b"".join(bodies).decode()
    assert not any(each in said for each in ("een-proefgeheim", "een-tweede-geheim", first.address))
