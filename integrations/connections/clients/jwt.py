"""The tokens of ZGW: a JWT signed by HS256 with the secret that both sides know, made anew for each call.

https://vng-realisatie.github.io/gemma-zaken/themas/achtergronddocumentatie/authenticatie-autorisatie
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime


def make(*, client_id: str, secret: str, user: str, now: datetime) -> str:
    """Make a token for one call.

    :param user: who asks, for the audit trail of the other side.
    """
    claims = {
        "iss": client_id,
        "iat": int(now.timestamp()),
        "client_id": client_id,
        "user_id": user,
        "user_representation": user,
    }
    signed = f"{_part({'typ': 'JWT', 'alg': 'HS256'})}.{_part(claims)}"
    signature = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encode(signature)}"


def _part(values: Mapping[str, object]) -> str:
    return _encode(json.dumps(values, separators=(",", ":")).encode())


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
