"""Judge a key that somebody shows: whose it is, whether it still opens anything, and how much it has asked for."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tenants import audit
from tenants.audit import Actor

from . import queries, secret_text
from .errors import NotAdmittedError
from .models import Token
from .types import Holder, Rate, Scope

MINUTE: Final = datetime.timedelta(minutes=1)
TOLD_EVERY: Final = datetime.timedelta(hours=1)
"""How often a key that was refused is written down: whoever found one does not fill the audit trail with it."""


@dataclass(frozen=True, slots=True)
class Admission:
    """A key that opens something."""

    token: Token
    holder: Holder
    rate: Rate
    origin: str

    @property
    def actor(self) -> Actor:
        """Name who acts: the operator, and beside the address the key that he used."""
        return Actor("operator", self.holder.email, f"{self.origin[:43]} key {self.token.hint}".strip())

    def has(self, scope: Scope) -> bool:
        """Tell whether the key was given a scope."""
        return scope in self.token.has


@transaction.atomic
def admit(text: str, *, origin: str) -> Admission:
    """Let a key in, count its request and note when and from where it was used.

    :raises NotAdmittedError: when it opens nothing.
    """
    found = _find(text)
    holder = queries.holder(found.operator) if found and found.is_usable else None
    if found is None or holder is None:
        raise NotAdmittedError
    now = timezone.now()
    rate = _count(found, now)
    found.last_used_at, found.last_used_from = now, origin[:60]
    found.save(update_fields=["last_used_at", "last_used_from", "minute_began_at", "minute_count"])
    return Admission(found, holder, rate, origin)


@transaction.atomic
def note_refused(text: str, *, origin: str) -> None:
    """Write down, now and then, that a key was used that opens nothing any more: somebody may have found it."""
    found, now = _find(text), timezone.now()
    if found is None or (found.refused_at and now - found.refused_at < TOLD_EVERY):
        return
    Token.objects.filter(pk=found.pk).update(refused_at=now)
    by = Actor("operator", "", f"{origin[:43]} key {found.hint}".strip())
    audit.record("token.refused", by=by, target=found.name, outcome="refused", details={"hint": found.hint})


def _find(text: str) -> Token | None:
    if not secret_text.looks_right(text):
        return None
    return Token.objects.select_for_update().filter(digest=secret_text.digest(text)).first()


def _count(token: Token, now: datetime.datetime) -> Rate:
    limit = int(settings.API_REQUESTS_A_MINUTE)
    if not now - MINUTE < token.minute_began_at <= now:
        token.minute_began_at, token.minute_count = now, 0
    is_exceeded = token.minute_count >= limit
    token.minute_count += 0 if is_exceeded else 1
    left = token.minute_began_at + MINUTE - now
    return Rate(limit, max(limit - token.minute_count, 0), max(1, int(left.total_seconds())), is_exceeded)
