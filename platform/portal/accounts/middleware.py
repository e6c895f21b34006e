"""Tell who asks, and whether staff has shown a second factor: here with a device, or at their own door (I23)."""

import functools
from collections.abc import Callable
from typing import Any, cast

from django.contrib import auth
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from . import backends
from .models import SignIn, User
from .queries import resolving
from .queries.colleagues import has_shown_second_factor


class WhoMiddleware(AuthenticationMiddleware):
    """Find who asks together with the sign-in that their session lasts by: one query where both need two."""

    def process_request(self, request: HttpRequest) -> None:
        """Have it be found when somebody wants to know."""
        super().process_request(request)
        user: Any = SimpleLazyObject(functools.partial(_who, request))
        request.user = user


class SecondFactorMiddleware:
    """Count a second factor that the provider asserted in the very sign-in that this session lasts by.

    It stands below the one that looks for devices. Nothing is kept in the session or at the account: it ends with the
    sign-in, and no other session has it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user: Any = SimpleLazyObject(functools.partial(_with_door, request, request.user))
        request.user = user
        return self.get_response(request)


def _who(request: HttpRequest) -> User | AnonymousUser:
    """Answer who asks; what is not as it must be is judged, and put right, by Django."""
    came_by_door = request.session.get(BACKEND_SESSION_KEY) == backends.PATH
    row = resolving.by_session(request) if came_by_door else None
    if row is None or not _is_good(request, row):
        return cast("User | AnonymousUser", auth.get_user(request))
    resolving.remember(request, row)
    return row.user


def _is_good(request: HttpRequest, row: SignIn) -> bool:
    told = request.session.get(HASH_SESSION_KEY, "")
    return row.user.is_active and constant_time_compare(told, row.user.get_session_auth_hash())


def _with_door(request: HttpRequest, user: Any) -> Any:
    user.is_verified = functools.partial(_is_verified, request, user.is_verified)
    return user


def _is_verified(request: HttpRequest, by_device: Callable[[], bool]) -> bool:
    return by_device() or has_shown_second_factor(request)
