"""For whom the pages of cases are: who signed in, with a number that case systems know."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from portal.accounts.looking import each_time, processes
from portal.core import access

from .models import CaseSettings
from .queries import asking
from .types import SHOWING, Asker, Without

type View = Callable[..., HttpResponseBase]
MEMO: Final = "_cases"
NONE: Final = "cases/without.html"


def own(view: View) -> View:
    """Let in who has cases here; all others are told why they have none. Each request is recorded (P-264)."""
    return own_for(SHOWING)(view)


def own_for(activity: str, *, in_part: Callable[[HttpRequest], bool] = each_time) -> Callable[[View], View]:
    """Make `own` for what is another activity; `in_part` as of `portal.accounts.looking.processes`."""

    def decorate(view: View) -> View:
        guard = never_cache(processes(activity, in_part=in_part)(_guarded(view)))
        return access.signed_in(guard)

    return decorate


def _guarded(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        chosen = asking.settings()
        found = asking.asker(request, chosen)
        if isinstance(found, Without):
            in_part = "#part" if request.headers.get("HX-Request") == "true" else ""
            return render(request, f"{NONE}{in_part}", {"why": found}, status=403)
        setattr(request, MEMO, (found, chosen))
        return view(request, *args, **kwargs)

    return guarded


def asker_of(request: HttpRequest) -> Asker:
    """Answer whose cases a view behind `own` shows."""
    found: tuple[Asker, CaseSettings] = getattr(request, MEMO)
    return found[0]


def settings_of(request: HttpRequest) -> CaseSettings:
    """Answer what the municipality set, in a view behind `own`."""
    found: tuple[Asker, CaseSettings] = getattr(request, MEMO)
    return found[1]
