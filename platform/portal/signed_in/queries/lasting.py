"""How long the session of somebody lasts, and why it ended (P-029).

It ends after fifteen minutes of nothing, counted from when they were last noted, and at a set time whatever they do.
They are noted at most once a minute, so it may end up to a minute sooner than people count, and never later.
"""

import datetime
import re
from typing import Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts.models import Ending, SignIn
from portal.accounts.operations.signing_in import IDLE, LONGEST
from portal.accounts.queries import resolving

NOTED: Final = datetime.timedelta(minutes=1)
SLACK: Final = datetime.timedelta(hours=1)
"""For how long a browser whose session has ended is told why."""

KEY: Final = re.compile(r"[a-z0-9]{32}", re.ASCII)
"""What the key of a session looks like."""


def left(request: HttpRequest, row: SignIn, *, now: datetime.datetime) -> int:
    """Answer for how many seconds a session lasts when nothing more is done; none when it is over."""
    limit = request.session.get(resolving.LIMIT, int(row.at.timestamp()) + LONGEST)
    idle = LONGEST if row.user.is_staff else IDLE
    ends = min(row.seen_at.timestamp() + idle, float(limit))
    return max(0, int(ends - now.timestamp()))


def is_to_be_noted(row: SignIn, *, now: datetime.datetime) -> bool:
    """Tell whether it is long enough ago that somebody was noted."""
    return now - row.seen_at >= NOTED


def departed(request: HttpRequest) -> SignIn | None:
    """Find the sign-in of which this browser still bears the session, that has ended without its doing.

    Whose session is still there has not departed, and is asked nothing: visitors, and staff who are in by a password.
    """
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if not KEY.fullmatch(cookie) or _is_there(request):
        return None
    row = SignIn.objects.select_related("mandate").filter(session_key=cookie).order_by("-at").first()
    is_old = row is not None and timezone.now() - (row.ended_at or row.seen_at) > SLACK
    return None if is_old else row


def _is_there(request: HttpRequest) -> bool:
    request.session.get(resolving.SESSION)  # reading is what shows it
    return request.session.session_key is not None


def with_session() -> Exists:
    """Keep sign-ins of which the session lasts."""
    live = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    return Exists(live)


def expired() -> "QuerySet[SignIn]":
    """Answer sign-ins that nobody ended and of which the session is over."""
    return SignIn.objects.filter(~with_session(), ended_at=None)


def ending_of(row: SignIn) -> Ending:
    """Answer how a sign-in ended of which the session is over."""
    return Ending(row.ending) if row.ending else Ending.EXPIRED
