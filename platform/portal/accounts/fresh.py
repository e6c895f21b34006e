"""What cannot be undone, or shows everything at once, asks who signed in long ago to sign in again (P-061)."""

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from portal.core.access import CITIZENS_DOOR, is_verified_staff

from .models import User
from .queries import resolving

type View = Callable[..., HttpResponseBase]
AGAIN: Final = "opnieuw"
"""In the address of the page with ways to sign in: who is in already is asked again all the same."""
FRESH: Final = datetime.timedelta(minutes=5)


def requires_fresh_sign_in(view: View) -> View:
    """Let in who has signed in within five minutes; send others to the page where they do so again, and back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        if is_verified_staff(request):
            return redirect_to_login(request.get_full_path(), login_url=settings.LOGIN_URL)
        return redirect_to_login(request.get_full_path(), login_url=f"{reverse(CITIZENS_DOOR)}?{AGAIN}=ja")

    return guarded


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether somebody has just shown who they are; having been active does not count."""
    row = resolving.sign_in_of(request)
    at = row.at if row else _of_staff(request)
    return at is not None and timezone.now() - at <= FRESH


def _of_staff(request: HttpRequest) -> datetime.datetime | None:
    """Answer when a colleague signed in; their sessions begin at the door of /beheer/."""
    return cast(User, request.user).last_login if is_verified_staff(request) else None
