"""The second factor of an account of the demo, as its telephone would show it."""

import base64
import time

from django_otp.oath import TOTP


def current(secret: str) -> str:
    """Answer the six digits of now."""
    totp = TOTP(base64.b32decode(secret))
    totp.time = time.time()
    return f"{totp.token():06d}"
