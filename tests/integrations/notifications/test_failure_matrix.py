"""The failure matrix (integrations.md §26): row "Webhook in", cell by cell."""

from typing import Any

import pytest

from integrations.connections.models import Connection
from integrations.notifications.models import Message
from integrations.notifications.types import LARGEST
from tenants.entry import enter
from tests.integrations.notifications.conftest import Sender, message

pytestmark = pytest.mark.covers("I-101", "I-103")
HTML = b"<!doctype html><title>Inloggen</title>"
CELLS: dict[str, tuple[int, Any, str | None]] = {
    "401": (401, None, ""),
    "403": (401, None, "Bearer van-een-ander"),
    "HTML 200": (400, HTML, None),
    "missing field": (400, {key: told for key, told in message().items() if key != "hoofdObject"}, None),
    "another type": (400, {**message(), "kenmerken": "geen"}, None),
    "10x size": (413, b"{" + b" " * 10 * LARGEST + b"}", None),
}


def kept(sender: Sender) -> int:
    with enter(sender.tenant):
        return Message.objects.count()


@pytest.mark.parametrize("column", CELLS)
def test_what_is_wrong_with_a_message_is_said_and_nothing_is_kept(sender: Sender, column: str) -> None:
    """Webhook in x {column}."""
    status, body, auth = CELLS[column]

    assert sender.post(body, auth=auth) == status
    assert kept(sender) == 0
    assert (sender.post(), kept(sender)) == (204, 1)  # the control: what is well is kept


def test_extra_fields_are_tolerated(sender: Sender) -> None:
    """Webhook in x missing field: tolerate extra."""
    assert (sender.post(iets={"nieuws": [1]}), kept(sender)) == (204, 1)


@pytest.mark.fault("F03")
def test_a_case_system_that_is_slow_or_away_delays_no_answer(sender: Sender) -> None:
    """Webhook in x 5 s latency: nobody is asked before the answer is given."""
    with enter(sender.tenant):
        Connection.objects.update(address="http://127.0.0.1:1/zgw")
    home = "http://127.0.0.1:1/zgw/zaken/api/v1/zaken/5a0c9d4e-7d0b-4d0e-9b8f-0d3a1c2b4e5f"

    assert (sender.post(hoofdObject=home, resourceUrl=home), kept(sender)) == (204, 1)
