"""Check tokens as a case system does; written apart from what makes them, so that one proves the other."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from typing import Any

VALID_FOR = 3600
"""Seconds after it was made."""
AHEAD = 60
"""Seconds that the other side's clock may be ahead."""


class TokenError(ValueError):
    """Raised when a token opens nothing; the text is the code that the answer gives."""


def check(header: str, *, client_id: str, secret: str, now: float | None = None) -> dict[str, Any]:
    """Answer the claims of the token in an Authorization header.

    :raises TokenError: when it is missing, not ours, altered, too old or of the future.
    """
    kind, _, token = header.partition(" ")
    if kind.lower() != "bearer" or token.count(".") != 2:
        raise TokenError("not_authenticated")
    head, body, signature = token.split(".")
    expected = hmac.new(secret.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    if _read(head).get("alg") != "HS256" or not hmac.compare_digest(expected, _decode(signature)):
        raise TokenError("jwt-invalid-signature")
    claims = _read(body)
    if claims.get("client_id") != client_id or claims.get("iss") != client_id:
        raise TokenError("jwt-unknown-client")
    if not {"user_id", "user_representation"} <= set(claims):
        raise TokenError("jwt-incomplete")
    made, moment = claims.get("iat"), time.time() if now is None else now
    if not isinstance(made, int) or not made - AHEAD <= moment <= made + VALID_FOR:
        raise TokenError("jwt-expired")
    return claims


def _read(part: str) -> dict[str, Any]:
    try:
        values = json.loads(_decode(part))
    except ValueError:
        raise TokenError("jwt-malformed") from None
    if not isinstance(values, dict):
        raise TokenError("jwt-malformed")
    return values


def _decode(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise TokenError("jwt-malformed") from None
