"""Send notifications to whoever subscribed, on this machine only; first the handshake, then again when it fails.

Open Notificaties registers a callback when it refuses a notification without its password and takes one with it.
A delivery is repeated; so the same one may come twice, and later ones may come before it.
"""

import http.client
import json
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from integrations.sandbox.web import LOOPBACK

ATTEMPTS = 3
PAUSE = 2.0
"""Seconds before the second attempt; twice as many before the third."""
TIMEOUT = 10
PATIENCE = threading.Event()
"""Never set: waiting for it is pausing."""


def handshake(address: str, auth: str) -> bool:
    """Tell whether a callback refuses whoever has no password, and takes a notification from whoever has it."""
    trial = {
        "kanaal": "test",
        "hoofdObject": "http://sandbox.localhost/test",
        "resource": "test",
        "resourceUrl": "http://sandbox.localhost/test",
        "actie": "create",
        "aanmaakdatum": datetime.now(UTC).isoformat(),
        "kenmerken": {},
    }
    return deliver(address, "", trial) in {401, 403} and 200 <= deliver(address, auth, trial) < 300


def send(message: Mapping[str, Any], subscriptions: Sequence[Mapping[str, Any]]) -> None:
    """Deliver to all that subscribed, without making whoever publishes wait."""
    for subscription in subscriptions:
        if _wants(subscription, message):
            # This process has no tenants to lose.
            threading.Thread(target=_persist, args=(message, subscription), daemon=True).start()  # noqa: TID251


def deliver(address: str, auth: str, message: Mapping[str, Any]) -> int:
    """Post a notification; answers the status, and 0 where nobody answers, or somebody elsewhere would."""
    parts = urlsplit(address)
    if parts.scheme != "http" or not LOOPBACK.fullmatch(parts.hostname or ""):
        return 0
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        **({"Authorization": auth} if auth else {}),
    }
    connection = http.client.HTTPConnection(_machine(parts.hostname), parts.port or 80, timeout=TIMEOUT)
    try:
        with closing(connection):
            connection.request("POST", parts.path or "/", json.dumps(message), headers)
            return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0


def _machine(name: str | None) -> str:
    """Answer where a name of this machine listens: not every machine knows of zonnedam.localhost itself."""
    return "127.0.0.1" if name is None or name.endswith("localhost") else name


def _wants(subscription: Mapping[str, Any], message: Mapping[str, Any]) -> bool:
    told = message.get("kenmerken", {})
    return any(
        channel["naam"] == message["kanaal"]
        and all(told.get(name) == value for name, value in channel.get("filters", {}).items())
        for channel in subscription["kanalen"]
    )


def _persist(message: Mapping[str, Any], subscription: Mapping[str, Any]) -> None:
    for attempt in range(ATTEMPTS):
        if 200 <= deliver(subscription["callbackUrl"], subscription["auth"], message) < 300:
            return
        PATIENCE.wait(PAUSE * 2**attempt)
