"""Pages of signing in are there only while operators have switched it on (requirement C-030)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponseBase

from portal.accounts.queries.doors import open_door
from tenants import features

type View = Callable[..., HttpResponseBase]
FEATURE: Final = "sign_in"


def while_on(view: View) -> View:
    """Answer as if the page were not there while signing in is switched off; stands above all other decorators."""

    @wraps(view)
    def switched(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not features.is_on(FEATURE):
            raise Http404
        return view(request, *args, **kwargs)

    return switched


def while_reachable(view: View) -> View:
    """Do so for a page of one door; that of colleagues is there whether or not anybody else can sign in."""

    @wraps(view)
    def switched(request: HttpRequest, *args: Any, door: str, **kwargs: Any) -> HttpResponseBase:
        if not features.is_on(FEATURE) and not _is_for_colleagues(door):
            raise Http404
        return view(request, *args, door=door, **kwargs)

    return switched


def _is_for_colleagues(slug: str) -> bool:
    found = open_door(slug)
    return found is not None and found.is_for_colleagues
