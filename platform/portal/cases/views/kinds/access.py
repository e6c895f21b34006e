"""Who may see and change what holds for kinds of cases."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any, Final, cast

from django.http import Http404, HttpRequest, HttpResponseBase

from portal.accounts import auditing
from portal.accounts.models import User
from portal.cases.types import FEATURE
from portal.core.access import View, staff
from tenants import features
from tenants.audit import Actor
from tenants.configuration import recording
from tenants.entry import current

SEE: Final = "cases.view_casetypesettings"
CHANGE: Final = "cases.change_casetypesettings"


def managers(permission: str) -> Callable[[View], View]:
    """Let in staff with a permission, while the feature is on."""

    def decorate(view: View) -> View:
        guarded = staff(permission)(view)

        @wraps(guarded)
        def switched(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not features.is_on(FEATURE):
                raise Http404
            return guarded(request, *args, **kwargs)

        return switched

    return decorate


def user_of(request: HttpRequest) -> User:
    """Answer which member of staff asks."""
    return cast(User, request.user)


def actor(request: HttpRequest) -> Actor:
    """Answer who acts, for the audit log."""
    return auditing.actor(user_of(request), request)


def recorded(request: HttpRequest) -> AbstractContextManager[object]:
    """Make of what is changed inside a release of the municipality's configuration (C-033)."""
    return recording.changes(current(), by=actor(request))
