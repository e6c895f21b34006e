"""What was not there in time: kept for a moment for who asked, and for nobody else."""

import secrets
from dataclasses import replace
from typing import Any

from structlog import get_logger

from integrations import copies, values
from integrations.errors import Reason
from integrations.outcomes import Outcome, failed
from tenants.errors import DecryptionError

from .types import Visitor

COPY = "sources.late"
log = get_logger(__name__)


def ticket() -> str:
    """Make a ticket that nobody guesses."""
    return secrets.token_urlsafe(16)


def leave(number: str, visitor: Visitor, outcome: Outcome[Any]) -> None:
    """Leave an outcome for whoever comes with the ticket, in the same session."""
    try:
        left = replace(outcome, value=values.plain(outcome.value))
    except TypeError as error:
        log.error("sources.late_not_kept", why=str(error))
        left = failed(Reason.MALFORMED)
    try:
        copies.put(COPY, _parts(number, visitor), left)
    except DecryptionError:
        log.error("copies.no_key", copy=COPY)


def fetch[T](number: str, visitor: Visitor, kind: type[T]) -> Outcome[T] | None:
    """Answer what was left; None while there is nothing."""
    try:
        found = copies.find(COPY, _parts(number, visitor))
        if found is None or found.value is None:
            return found
        return replace(found, value=values.restore(kind, found.value))
    except DecryptionError:
        return None
    except ValueError:
        return failed(Reason.MALFORMED)


def _parts(number: str, visitor: Visitor) -> dict[str, str]:
    return {copies.PERSON: visitor.person, "session": visitor.session, "ticket": number}
