"""Every signature says whose it is: what one tenant signed means nothing to another (T5, tenancy V12).

Django signs with one function, `salted_hmac`: signers, sessions, messages, signed cookies, password-reset
tokens, the session's check on the password, and the cookie that remembers a second factor all end there.
It is replaced by one that adds the entered tenant's UUID to the salt; work of the platform itself keeps
Django's own salts, which no tenant's can equal.
"""

import hmac
import sys
from typing import Any

from django.conf import settings
from django.utils import crypto
from django.utils.encoding import force_bytes

from .entry import current, is_entered, is_outside
from .errors import NoTenantError

_stock = crypto.salted_hmac


def salted_hmac(key_salt: Any, value: Any, secret: Any = None, *, algorithm: str = "sha1") -> hmac.HMAC:
    """Sign for the entered tenant, or for the platform.

    :raises NoTenantError: when neither a tenant nor the platform was entered.
    """
    if is_entered():
        key_salt = b"tenant " + current().uuid.bytes + force_bytes(key_salt)
    elif not is_outside():
        raise NoTenantError("No tenant, no signature: enter one through tenants.entry.enter().")
    return _stock(key_salt, value, secret, algorithm=algorithm)


def digests(salt: str, value: str) -> list[str]:
    """List the keyed digests under which a value may be kept: of the secret key of now first, then of the others.

    What is looked up by such a digest is found also while that key is changed, and as long as the former one is known.
    """
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(salt, value, key, algorithm="sha256").hexdigest() for key in known]


def install() -> None:
    """Put our function in the place of Django's, also where a module has taken it already."""
    crypto.salted_hmac = salted_hmac  # type: ignore[assignment]
    for module in _holders():
        module.salted_hmac = salted_hmac


def is_installed() -> bool:
    """Tell whether every module that signs does so with our function."""
    return crypto.salted_hmac is salted_hmac and not _holders()


def _holders() -> list[Any]:
    """List the modules that hold Django's own function."""
    return [
        module
        for name, module in list(sys.modules.items())
        if name != __name__ and getattr(module, "__dict__", {}).get("salted_hmac") is _stock
    ]
