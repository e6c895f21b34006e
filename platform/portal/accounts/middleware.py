"""Tell whether staff has shown a second factor: here with a device, or at the organisation's own sign-in (I23)."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from .queries.colleagues import has_shown_second_factor


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


def _with_door(request: HttpRequest, user: Any) -> Any:
    user.is_verified = functools.partial(_is_verified, request, user.is_verified)
    return user


def _is_verified(request: HttpRequest, by_device: Callable[[], bool]) -> bool:
    return by_device() or has_shown_second_factor(request)
