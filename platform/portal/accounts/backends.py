"""Whom a door has let in. Who that is was found out before: nobody signs in through this with anything."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

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
