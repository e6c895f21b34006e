"""A page may ask to be surer of who somebody is than signing in was: they show it anew, and come back (attack I08)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from integrations.identities import Level
from portal.core.access import CITIZENS_DOOR

from .queries import whose

type View = Callable[..., HttpResponseBase]
type Wanted = Callable[[HttpRequest], int]
MARK: Final = "asks_certainty"
WANTED: Final = "niveau"
"""In addresses of signing in: how sure it must be. Whoever changes it comes no further than with what they show."""


def requires_level(wanted: Wanted) -> Callable[[View], View]:
    """Let in whose sign-in was at least as sure; send others to show it anew, and back. Stands below `signed_in`.

    Its row in the access register says so too (`asks_certainty`).

    :param wanted: answers the level for a request, such as a setting of the municipality; `Level.NONE` asks nothing.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            level = wanted(request)
            return view(request, *args, **kwargs) if is_sure(request, level) else _asked(request, level)

        setattr(guarded, MARK, True)
        return guarded

    return decorate


def is_sure(request: HttpRequest, level: int) -> bool:
    """Tell whether this session began with at least this certainty."""
    found = whose(request)
    return level <= Level.NONE or (found is not None and found.level >= level)


def wanted_in(request: HttpRequest) -> Level:
    """Read from an address of signing in how sure it must be; what is no level asks for nothing more."""
    told = request.GET.get(WANTED, "")
    names = {str(level.value): level for level in Level}
    return names.get(told, Level.NONE)


def asks_certainty(view: View) -> bool:
    """Tell whether a view may ask to be surer."""
    return bool(getattr(view, MARK, False))


def _asked(request: HttpRequest, level: int) -> HttpResponseBase:
    then = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    url = f"{reverse(CITIZENS_DOOR)}?{urlencode({REDIRECT_FIELD_NAME: then, WANTED: int(level)})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
