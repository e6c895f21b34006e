"""Between the two steps of signing in: a session that knows the password was right, and lets nobody in for that."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string

from portal.accounts.door_options import PasswordDoor
from portal.accounts.models import SignIn, User

from . import signing_in

KEY: Final = "halfway"
LASTS: Final = datetime.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Halfway:
    """Who has taken the first step in this browser."""

    user: User
    next: str
    trouble: str = ""
    """A word for why no code could be sent, if none could."""


def begin(request: HttpRequest, user: User, *, then: str) -> None:
    """Note that somebody took the first step; the session gets another key (I19)."""
    request.session.cycle_key()
    request.session[KEY] = {
        "user": str(user.uuid),
        "until": (timezone.now() + LASTS).isoformat(),
        "next": then,
        "check": user.get_session_auth_hash(),
    }


def note(request: HttpRequest, *, trouble: str) -> None:
    """Note why no code could be sent; empty when one was."""
    if KEY in request.session:
        request.session[KEY] = {**request.session[KEY], "trouble": trouble}


def of(request: HttpRequest) -> Halfway | None:
    """Answer who has taken the first step; None when it was too long ago, or the password is another by now."""
    kept = request.session.get(KEY)
    if not kept or datetime.datetime.fromisoformat(kept["until"]) < timezone.now():
        return None
    user = User.objects.select_related("contact").filter(uuid=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), kept["check"]):
        return None
    return Halfway(user, kept["next"], kept.get("trouble", ""))


@transaction.atomic
def let_in(
    request: HttpRequest, user: User, door: PasswordDoor, *, has_second_factor: bool = False
) -> SignIn:
    """Begin the session of somebody who has taken all steps."""
    row = signing_in.begin(request, user, door=door.slug)
    if has_second_factor:
        row.has_second_factor = True
        row.save(update_fields=["has_second_factor"])
    for path in settings.PERSON_SIGNED_IN:
        import_string(path)(row)
    return row
