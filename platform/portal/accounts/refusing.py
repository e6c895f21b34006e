"""Tell somebody why signing in did not work, with what to do and a number to mention; the rest stays in the log."""

import secrets
from dataclasses import dataclass
from typing import Any, Final

import structlog
from django.http import HttpRequest

from integrations.identities import Level, RefusalReason, SignInRefusedError
from tenants import audit
from tenants.audit import Actor

from .origins import origin_of

SESSION: Final = "sign_in_refused"
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a page tells of a sign-in that did not work."""

    reason: RefusalReason
    door: str
    reference: str
    next: str = ""
    level: Level = Level.NONE
    """How sure a page wanted it, besides what the door asks."""


def note(
    request: HttpRequest,
    error: SignInRefusedError,
    *,
    door: str,
    then: str = "",
    level: Level = Level.NONE,
) -> Refusal:
    """Write it down under a number, and keep for the next page what that shows."""
    found = Refusal(error.reason, door, log_only(error, door=door), then, level)
    audit.record(
        "accounts.door_refused",
        by=Actor("person", "", origin_of(request)),
        target=f"{door} {found.reference}",
        outcome="refused",
        details={
            "door": door,
            "reason": error.reason.value,
            "code": error.code,
            "reference": found.reference,
        },
    )
    request.session[SESSION] = [found.reason.value, found.door, found.reference, found.next, int(level)]
    return found


def log_only(error: SignInRefusedError, *, door: str) -> str:
    """Write it in the log, and answer the number under which it stands there."""
    reference = secrets.token_hex(4).upper()
    log.warning("sign_in.refused", door=door, reason=error.reason.value, code=error.code, reference=reference)
    return reference


def last(request: HttpRequest) -> Refusal | None:
    """Answer what this browser's last sign-in came to, if it did not work."""
    kept: Any = request.session.get(SESSION)
    if not isinstance(kept, list) or len(kept) != 5:
        return None
    reason, door, reference, then, level = kept
    return Refusal(RefusalReason(reason), str(door), str(reference), str(then), Level(level))


def is_broken(reason: RefusalReason) -> bool:
    """Tell whether it lies with us or the provider, and not with the person."""
    return reason in {RefusalReason.UNAVAILABLE, RefusalReason.CLOSED}
