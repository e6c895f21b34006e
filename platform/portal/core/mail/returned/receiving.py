"""Take in one message that came back, and let it have the consequences that a refusal of the mail server has."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from structlog import get_logger

from integrations.outbox import operations as deliveries
from integrations.outbox.types import Return
from portal.core.mail.queries import KIND
from tenants.entry import enter
from tenants.errors import NotServingError
from tenants.types import TenantRef

from . import addresses, reports
from .addresses import Token
from .reports import Report

log = get_logger(__name__)


class Outcome(StrEnum):
    """What a message that came back led to."""

    NOTED = "noted"
    NOTHING = "nothing"
    """Not ours, not understood, of no consequence, or known already."""
    LATER = "later"
    """It is to be brought again."""


OUTCOMES: Final = {
    Return.GIVEN_UP: Outcome.NOTED,
    Return.TOO_EARLY: Outcome.LATER,
    Return.UNKNOWN: Outcome.NOTHING,
}


def receive(raw: bytes, recipients: Sequence[str] = ()) -> Outcome:
    """Take in a message: of a letter that was given up, once, it is written down that it did not arrive.

    :param recipients: to whom it came, where the mail server says so; else its headers do.
    """
    token = addresses.find(recipients or reports.recipients(raw))
    tenant = token.signer() if token else None
    if token is None or tenant is None:
        log.info("mail.return_not_ours")
        return Outcome.NOTHING
    report = reports.read(raw)
    if report is None or not report.is_final:
        log.info("mail.return_overlooked", tenant=str(tenant.uuid), action=report.action if report else "")
        return Outcome.NOTHING
    if not tenant.serves:
        return Outcome.LATER
    return _note(tenant, token, report)


def _note(tenant: TenantRef, token: Token, report: Report) -> Outcome:
    try:
        with enter(tenant, urls=True):
            outcome = OUTCOMES[deliveries.give_up_returned(KIND, token.letter)]
            log.info("mail.returned", status=report.status, outcome=outcome.value)
    except NotServingError:  # suspended meanwhile
        return Outcome.LATER
    return outcome
