"""What accounts do in the background."""

import uuid

from .operations import contact_invites, limits, links, sent_codes


def tidy_local(key: str) -> None:
    """Forget what signing in with a password counted and sent, and invitations that nobody accepted (P-047)."""
    limits.forget_old()
    sent_codes.forget()
    links.forget()
    contact_invites.purge()


def send_link(key: str) -> None:
    """Send a letter that somebody asked for."""
    links.send(uuid.UUID(key))
