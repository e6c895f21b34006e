"""Change accounts: staff and invitations (`staff`), journeys to identity providers and back (`journeys`), signing in
and out (`signing_in`, `signing_out`), and for whom somebody acts (`acting`)."""

from portal.accounts.queries import PLATFORM

from .staff import (
    NotASandboxError,
    TakenError,
    accept_invitation,
    create_demo_editor,
    forget_second_factor,
    invite,
    invite_administrator,
    platform_user,
    put_away,
    send_invitation,
)

__all__ = [
    "PLATFORM",
    "NotASandboxError",
    "TakenError",
    "accept_invitation",
    "create_demo_editor",
    "forget_second_factor",
    "invite",
    "invite_administrator",
    "platform_user",
    "put_away",
    "send_invitation",
]
