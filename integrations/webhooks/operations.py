"""Post a message about an alert, or an event that somebody asked to be told of, signed.

The header `Inwonerplein-Signature: t=<seconds>,v1=<hex>` holds an HMAC-SHA256, under `ALERT_WEBHOOK_SECRET`, of
`<seconds>.<body>`. Whoever receives it compares, refuses what is older than some minutes, and overlooks an `id` that
came before.
"""

import base64
import hashlib
import hmac
import json
import re
import time
import uuid

from django.conf import settings

from integrations import http
from integrations.connections import catalogue
from integrations.connections import queries as connections
from integrations.errors import Reason, UnavailableError
from integrations.http import places
from tenants.alerts.types import Message

from .types import Event

HEADER = "Inwonerplein-Signature"
KEY = re.compile(r"[0-9a-f-]{36}")
EVENT_TIMEOUT = 8.0
"""Seconds for everything together."""


def alert(message: Message) -> None:
    """Post it to `ALERT_WEBHOOK_URL`.

    :raises UnavailableError: when the other side has not taken it.
    """
    body = json.dumps(_content(message)).encode()
    request = http.Call(
        url=settings.ALERT_WEBHOOK_URL,
        reach=_reach(),
        method="POST",
        headers={"Content-Type": "application/json", HEADER: signature(body, at=int(time.time()))},
        content=body,
    )
    if not 200 <= http.call(request).status < 300:
        raise UnavailableError(Reason.REFUSED)


def signature(body: bytes, *, at: int) -> str:
    """Sign a body at a moment."""
    secret = settings.ALERT_WEBHOOK_SECRET.encode()
    return f"t={at},v1={hmac.new(secret, f'{at}.'.encode() + body, hashlib.sha256).hexdigest()}"


def _content(message: Message) -> dict[str, object]:
    municipality = {"uuid": str(message.tenant), "name": message.tenant_name} if message.tenant else None
    return {
        "id": str(message.key),
        "alert": str(message.alert),
        "event": "end" if message.is_end else "begin",
        "kind": message.kind,
        "municipality": municipality,
        "connection": _connection(message),
        "title": message.title,
        "text": message.text,
        "began_at": message.began_at.isoformat(),
        "ended_at": message.ended_at.isoformat() if message.ended_at else None,
    }


def _connection(message: Message) -> dict[str, str] | None:
    """Name the connection that it is about, of several of a kind: never its address or what lets us in."""
    match message.subject.split(":"):
        case ["connection", _tenant, key, *_] if message.tenant and KEY.fullmatch(key):
            found = connections.overview(message.tenant, uuid.UUID(key))
        case _:
            return None
    if found is None:  # it is gone by now
        return {"uuid": key}
    name = catalogue.title(found.reference, found.name)
    return {"uuid": key, "system": found.system, "reference": found.reference, "name": name}


def _reach() -> http.Reach:
    """Reach this one place, wherever it lies: the installation's own environment names it."""
    origin = places.parse(settings.ALERT_WEBHOOK_URL).origin
    return http.Reach("alerts", lambda place: place.origin == origin, lambda address: True)


def is_reachable(url: str) -> bool:
    """Tell whether events may be posted to an address, as far as its scheme, name and port say."""
    try:
        http.PUBLIC.check_place(places.parse(url))
    except (ValueError, UnavailableError):
        return False
    return True


def post(message: Event) -> int:
    """Post an event, signed with each of its secrets as Standard Webhooks does; answers the status.

    :raises UnavailableError: when there is no answer in time, or the address may not be reached.
    """
    number, at = str(message.identity), str(message.at)
    signed = f"{number}.{at}.".encode() + message.body
    signatures = (hmac.new(secret, signed, hashlib.sha256).digest() for secret in message.secrets)
    request = http.Call(
        url=message.url,
        reach=http.PUBLIC,
        method="POST",
        headers={
            "Content-Type": "application/json",
            "webhook-id": number,
            "webhook-timestamp": at,
            "webhook-signature": " ".join(f"v1,{base64.b64encode(each).decode()}" for each in signatures),
        },
        content=message.body,
        timeout=EVENT_TIMEOUT,
        largest_answer=100_000,
    )
    return http.call(request).status
