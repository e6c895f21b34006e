"""What is given for a code, and to whoever has a token."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_plus

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import Response

from .flavours import Flavour
from .kept import CODE_LASTS, Memory

LASTS = 300
"""Seconds, of tokens."""


def exchange(call: Call, flavour: Flavour) -> Response:
    """Give tokens for a code.

    :raises RefusedError: when client, code, address or verifier is not right.
    """
    form = call.request.form
    _check_client(call, flavour)
    if form.get("grant_type") != "authorization_code":
        raise RefusedError(HTTPStatus.BAD_REQUEST, "unsupported_grant_type")
    memory = Memory(call, flavour.key)
    grant = memory.find("codes", form.get("code", ""), lasts=CODE_LASTS, once=True)
    if not grant or not _fits(grant["asked"], form):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "invalid_grant")
    access_token = memory.give("tokens", grant)
    return _json(
        {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": LASTS,
            "scope": grant["asked"].get("scope", "openid"),
            "id_token": memory.sign(json.dumps(_id_token(call, flavour, grant, access_token)).encode()),
        }
    )


def userinfo(call: Call, flavour: Flavour) -> Response:
    """Say who somebody is.

    :raises RefusedError: without a token that is good.
    """
    kind, _, token = call.request.headers.get("authorization", "").partition(" ")
    grant = Memory(call, flavour.key).find("tokens", token, lasts=LASTS) if kind.lower() == "bearer" else {}
    if not grant:
        raise RefusedError(HTTPStatus.UNAUTHORIZED, "invalid_token")
    return _json({"sub": grant["subject"], **flavour.say(grant["facts"])})


def _check_client(call: Call, flavour: Flavour) -> None:
    form, whose = call.request.form, call.municipality
    by_header = _basic(call)
    if by_header is not None and "client_secret_basic" not in flavour.client_authentication:
        raise RefusedError(HTTPStatus.UNAUTHORIZED, "invalid_client")
    name, secret = by_header or (form.get("client_id", ""), form.get("client_secret", ""))
    if name != whose.client_id or not hmac.compare_digest(secret.encode(), whose.secret.encode()):
        raise RefusedError(HTTPStatus.UNAUTHORIZED, "invalid_client")


def _basic(call: Call) -> tuple[str, str] | None:
    kind, _, given = call.request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(name), unquote_plus(secret)


def _fits(asked: Mapping[str, str], form: Mapping[str, str]) -> bool:
    """Tell whether who hands a code in is who asked for it (PKCE)."""
    hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
    is_same = hmac.compare_digest(challenge.encode(), asked["code_challenge"].encode())
    return is_same and form.get("redirect_uri") == asked["redirect_uri"]


def _id_token(call: Call, flavour: Flavour, grant: Mapping[str, Any], access_token: str) -> dict[str, Any]:
    now, half = int(time.time()), hashlib.sha256(access_token.encode()).digest()[:16]
    return {
        **flavour.say(grant["facts"]),
        "iss": call.base,
        "aud": call.municipality.client_id,
        "sub": grant["subject"],
        "iat": now,
        "exp": now + LASTS,
        "auth_time": grant["auth_time"],
        "sid": grant["session"],
        "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
        **({"nonce": grant["asked"]["nonce"]} if "nonce" in grant["asked"] else {}),
    }


def _json(content: object) -> Response:
    return Response(json.dumps(content).encode(), content_type="application/json")
