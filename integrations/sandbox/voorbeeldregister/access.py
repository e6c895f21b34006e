"""OAuth client credentials (RFC 6749, 4.4), as far as they are used."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote_plus

from integrations.sandbox.municipality import Municipality
from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import Response

VALID_FOR = 300
"""Seconds."""
SCOPE = "subsidies.lezen"


def token(call: Call) -> Response:
    """Give a token to whoever has the municipality's client id and secret.

    :raises RefusedError: when one is wrong, or another grant or scope is asked for.
    """
    form, whose = call.request.form, call.municipality
    client_id, secret = _basic(call) or (form.get("client_id", ""), form.get("client_secret", ""))
    if not (client_id == whose.client_id and hmac.compare_digest(secret.encode(), whose.secret.encode())):
        raise RefusedError(HTTPStatus.UNAUTHORIZED, "invalid_client")
    if form.get("grant_type") != "client_credentials":
        raise RefusedError(HTTPStatus.BAD_REQUEST, "unsupported_grant_type")
    if form.get("scope", SCOPE) != SCOPE:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "invalid_scope")
    until = int(time.time()) + VALID_FOR
    told = {
        "access_token": f"{until}.{_signature(whose, until)}",
        "token_type": "Bearer",
        "expires_in": VALID_FOR,
        "scope": SCOPE,
    }
    return Response(json.dumps(told).encode(), content_type="application/json")


def authorised(view: Callable[..., Response]) -> Callable[..., Response]:
    """Let only those in who carry a token that is not too old."""

    def inside(call: Call, **groups: str) -> Response:
        kind, _, given = call.request.headers.get("authorization", "").partition(" ")
        until, _, signature = given.partition(".")
        right = until.isdecimal() and hmac.compare_digest(
            signature.encode(), _signature(call.municipality, int(until)).encode()
        )
        if kind.lower() != "bearer" or not right or int(until) < time.time():
            raise RefusedError(HTTPStatus.UNAUTHORIZED, "invalid_token")
        return view(call, **groups)

    return inside


def _basic(call: Call) -> tuple[str, str] | None:
    kind, _, given = call.request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return unquote_plus(name), unquote_plus(secret)


def _signature(whose: Municipality, until: int) -> str:
    return hmac.new(whose.secret.encode(), f"token {until}".encode(), hashlib.sha256).hexdigest()
