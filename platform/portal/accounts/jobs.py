"""What accounts do in the background."""

import datetime
import uuid
from typing import Final

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from .models import SignIn
from .operations import contact_invites, journeys, limits, links, sent_codes

KEPT: Final = datetime.timedelta(days=365)
"""How long somebody can look back at when they signed in."""


def tidy(key: str) -> None:
    """Forget journeys that are over, and sign-ins of more than a year ago."""
    journeys.forget()
    last = Coalesce(F("ended_at"), F("seen_at"))
    SignIn.objects.annotate(last=last).filter(last__lt=timezone.now() - KEPT).delete()


def tidy_local(key: str) -> None:
    """Forget what signing in with a password counted and sent, and invitations that nobody accepted (P-047)."""
    limits.forget_old()
    sent_codes.forget()
    links.forget()
    contact_invites.purge()


def send_link(key: str) -> None:
    """Send a letter that somebody asked for."""
    links.send(uuid.UUID(key))
