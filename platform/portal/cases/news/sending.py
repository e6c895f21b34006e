"""Put a mail about a case into the outbox, and write down that somebody was told."""

from typing import Final

from portal.accounts.models import User
from portal.accounts.queries import verified_email
from portal.cases.models import CaseTelling
from portal.cases.models.notices import Verdict
from portal.core.mail import operations as mail
from tenants import processing

from . import mails

TELLING: Final = "Laten weten dat er iets aan een zaak is veranderd"
"""Key of the record of processing."""


def send(row: CaseTelling, user: User, letter: dict[str, str]) -> None:
    """Send it once this is committed: it is tried again by itself, whatever becomes of others (P-193).

    Who calls saves the row.
    """
    name = mails.name_of(row.notice.what, demands_action=row.demands_action)
    message = mail.send(
        to=verified_email(user), template=f"cases/mail/{name}", context=letter, reader=str(user.uuid)
    )
    row.verdict, row.message = Verdict.TOLD, message.pk
    note(user)


def note(user: User) -> None:
    """Record that somebody was told of their case (P-264)."""
    processing.record(TELLING, person=user.uuid, by=processing.SYSTEM)
