"""What cannot be undone, or shows everything at once, asks who signed in long ago to sign in again (P-061)."""

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from .queries import resolving

type View = Callable[..., HttpResponseBase]
FRESH: Final = datetime.timedelta(minutes=5)


def requires_fresh_sign_in(view: View) -> View:
    """Let in who has signed in within five minutes; send others to the page where they do so again, and back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path())

    return guarded


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether somebody has just shown who they are; having been active does not count."""
    row = resolving.sign_in_of(request)
    return row is not None and timezone.now() - row.at <= FRESH
