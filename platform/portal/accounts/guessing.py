"""By what django-axes tells guessers apart: the address that they try, and where they come from (P-020)."""

from collections.abc import Mapping
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.http import HttpRequest

from .origins import origin_of

FIELD = "auth-username"
"""Name of the field in the form of the sign-in page."""


def name_of(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Answer the address that is tried, in lower case as addresses are compared."""
    typed = (credentials or {}).get("username") or request.POST.get(FIELD, "")
    return str(typed).strip().lower()


def address_of(request: HttpRequest) -> str:
    """Answer the network address that somebody tries from."""
    return origin_of(request)


class Handler(AxesDatabaseHandler):
    """Forget failed attempts of who comes in; whoever has no password was not guessed at."""

    def user_logged_in(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        """Forget them, where there can be any."""
        if user.has_usable_password():
            super().user_logged_in(sender, request, user, **kwargs)

    def user_logged_out(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        """Delete attempts of long ago when a member of staff leaves, and not for each of all others."""
        if user is not None and user.has_usable_password():
            super().user_logged_out(sender, request, user, **kwargs)
