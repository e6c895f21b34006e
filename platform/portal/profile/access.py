"""For whom the pages of the profile are: who signed in, for what is their own."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from portal.accounts.certainty import Wanted, requires_level
from portal.accounts.looking import processes
from portal.core import access
from portal.profile import queries
from portal.profile.queries import Profile

ACTIVITY: Final = "Gegevens in het profiel bewaren"

type View = Callable[..., HttpResponseBase]
ELSEWHERE: Final = "profile/for_another.html"


def own(activity: str, *, level: Wanted | None = None) -> Callable[[View], View]:
    """Let in who has signed in for themselves; who acts for another is told so, and sees nothing of their own.

    Staff that signed in to keep the site has no profile here.

    :param activity: key of the register of processing, under which each request is recorded (P-264).
    :param level: answers how sure of them this page wants to be; nothing is recorded of who is sent to show it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            profile = queries.of(request)
            if profile is None:
                raise PermissionDenied
            if profile.is_for_another:
                return render(request, ELSEWHERE, status=403)
            return view(request, *args, **kwargs)

        kept = processes(activity)(guarded)
        return access.signed_in(never_cache(requires_level(level)(kept) if level else kept))

    return decorate


def profile_of(request: HttpRequest) -> Profile:
    """Answer whose profile a view behind `own` shows; it was read to let them in."""
    found = queries.of(request)
    assert found is not None
    return found
