"""Let the session of somebody who does something last longer, and end those of who does nothing (P-029)."""

import datetime

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts.models import Ending, SignIn
from portal.accounts.operations import ending, signing_in
from portal.accounts.queries import resolving
from portal.signed_in.queries import lasting


def note(request: HttpRequest, row: SignIn, *, now: datetime.datetime) -> int:
    """Note that somebody does something, at most once a minute; answers how many seconds are left then."""
    if lasting.is_to_be_noted(row, now=now):
        signing_in.touch(row)
        row.seen_at = now
        if not row.user.is_staff:
            request.session.set_expiry(max(1, lasting.left(request, row, now=now)))
    return lasting.left(request, row, now=now)


def expire(request: HttpRequest, row: SignIn) -> None:
    """End a session of which the time is over."""
    ending.end([row], Ending.EXPIRED)
    make_nobody(request)


def make_nobody(request: HttpRequest) -> None:
    """Take who was signed in off a request, and forget what its session held."""
    request.session.flush()
    request.user = AnonymousUser()
    resolving.forget(request)


def expire_all(_key: str = "") -> None:
    """Write down which sign-ins have expired, and delete sessions that are over."""
    lasting.expired().update(ended_at=timezone.now(), ending=Ending.EXPIRED, logout="")
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
