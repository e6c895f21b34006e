"""A browser in which somebody signed in before keeps a signed note of that (P-020).

Who tries an address from everywhere makes its owner wait nowhere but in a browser that was never used. The note lets
nobody in: it only says that wrong passwords that others typed do not count against this browser. It ends when the
password changes.
"""

import datetime
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import User

SALT: Final = "portal.accounts.known_browsers"
LASTS: Final = datetime.timedelta(days=180)
MOST: Final = 4
"""How many people of one household a browser remembers."""


def cookie_name() -> str:
    """Answer the name of the cookie."""
    return f"{settings.CHOICE_COOKIE_PREFIX}bekend"


def knows(request: HttpRequest, user: User) -> bool:
    """Tell whether this account was signed in to in this browser, with the password of now."""
    return any(constant_time_compare(note, _note(user)) for note in _notes(request))


def remember(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Have the browser note that this account is of somebody who uses it."""
    mine = _note(user)
    notes = [mine, *(note for note in _notes(request) if note != mine)][:MOST]
    response.set_cookie(
        cookie_name(),
        signing.dumps(notes, salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _note(user: User) -> str:
    return salted_hmac(SALT, f"{user.uuid}|{user.password}", algorithm="sha256").hexdigest()[:32]


def _notes(request: HttpRequest) -> list[str]:
    try:
        found = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return []
    return [str(note) for note in found][:MOST] if isinstance(found, list) else []
