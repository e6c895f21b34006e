"""What pages of the door with a password have in common."""

import datetime
from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts import known_browsers
from portal.accounts.door_options import PasswordDoor
from portal.accounts.models import User
from portal.accounts.operations import halfway, stepping
from portal.accounts.queries import local
from portal.core.access import next_url

type View = Callable[..., HttpResponse]


def at_door(view: View) -> View:
    """Answer as if there were no such page while the door is closed; the view gets the door."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        door = local.door()
        if door is None:
            raise Http404
        return view(request, door, *args, **kwargs)

    return guarded


def home_or_next(request: HttpRequest) -> str:
    """Answer where somebody goes who is in: where they were going, on this host, or home."""
    return next_url(request, reverse("pages-root"))


def go_on(request: HttpRequest, user: User, door: PasswordDoor, *, then: str) -> HttpResponse:
    """Lead somebody whose password was right to the second step, or in."""
    if not door.asks_second:
        halfway.let_in(request, user, door)
        return arrived(request, user, then)
    return redirect(f"local:{stepping.begin(request, user, door, then=then)}")


def arrived(request: HttpRequest, user: User, then: str) -> HttpResponse:
    """Lead somebody who is in to where they were going; the browser is known from now on."""
    response = redirect(then)
    known_browsers.remember(request, response, user)
    return response


def blocked(request: HttpRequest, wait: datetime.timedelta, **context: Any) -> HttpResponse:
    """Tell that something was tried too often, and when it can be tried again."""
    values = {"wait": in_words(wait), **context}
    response = render(request, "accounts/local/blocked.html", values, status=429)
    response["Retry-After"] = str(max(1, ceil(wait.total_seconds())))
    return response


def in_words(wait: datetime.timedelta) -> str:
    """Say how long: in seconds when it is short, else in whole minutes and never too short."""
    seconds = max(1, ceil(wait.total_seconds()))
    if seconds <= 60:
        return ngettext("%(n)d seconde", "%(n)d seconden", seconds) % {"n": seconds}
    minutes = ceil(seconds / 60)
    return ngettext("%(n)d minuut", "%(n)d minuten", minutes) % {"n": minutes}


def too_often(wait: datetime.timedelta) -> str:
    """Say that something was filled in wrong too often."""
    return _("Er is te vaak iets verkeerds ingevuld. Probeer het over %(time)s opnieuw.") % {
        "time": in_words(wait)
    }


def status_of(form: Form) -> int:
    """Answer the status of a page with a form."""
    return 422 if form.errors else 200
