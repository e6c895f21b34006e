"""A browser in which an operator has taken both steps keeps a signed note of that (C-003).

Who tries a password from everywhere makes an operator wait nowhere but in a browser that was never used: what is typed
in this one is counted by itself. The note lets nobody in, and is worth nothing after another password.
"""

import datetime
import secrets
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Operator

SALT: Final = "provisioning.console.known_browsers"
LASTS: Final = datetime.timedelta(days=180)
ADMITTED: Final = "admitted_operator"
"""Where a request keeps who took both steps in it, for the answer to note it."""


def cookie_name() -> str:
    """Answer the name of the cookie."""
    return f"{settings.CHOICE_COOKIE_PREFIX}known_console"


def known(request: HttpRequest, operator: Operator) -> str:
    """Answer the mark of a browser in which this operator was before; nothing for any other."""
    try:
        mark, whose = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(mark) if constant_time_compare(str(whose), _whose(operator)) else ""


def admitted(request: HttpRequest, operator: Operator) -> None:
    """Have the answer to this request note who took both steps."""
    setattr(request, ADMITTED, operator)


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Have the browser note it, where somebody took both steps in this request."""
    operator = getattr(request, ADMITTED, None)
    if operator is None:
        return
    response.set_cookie(
        cookie_name(),
        signing.dumps([known(request, operator) or secrets.token_urlsafe(16), _whose(operator)], salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _whose(operator: Operator) -> str:
    word = f"{operator.uuid}|{operator.password}"
    return salted_hmac(SALT, word, algorithm="sha256").hexdigest()[:32]
