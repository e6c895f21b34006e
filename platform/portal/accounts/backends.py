"""Whom a door has let in, and whose password no longer does; nobody signs in through these with anything."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .models import User
from .queries import colleagues

PATH = "portal.accounts.backends.DoorBackend"


class DoorBackend(ModelBackend):
    """Keep somebody signed in who came in by a door (`operations.signing_in`)."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> None:
        """Let nobody in: a door calls `login` itself, with what an identity provider has asserted."""


class OnlyWayBackend:
    """Stop a colleague's password where the organisation's own sign-in is the only way; stands before who checks it."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> None:
        """Let nobody in.

        :raises PermissionDenied: for whose password is of no use; nobody is told whether it was right.
        """
        user = User.objects.filter(email=(username or "").strip().lower(), is_staff=True).first()
        if user is not None and not colleagues.may_use_password(user):
            User().set_password(password)  # takes as long as comparing one
            raise PermissionDenied
