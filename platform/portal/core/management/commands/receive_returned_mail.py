"""Take in mail that comes back, as a mail server hands it over."""

import os
import sys
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error
from structlog import get_logger

from portal.core.mail.returned import receiving
from portal.core.mail.returned.receiving import Outcome

MOST: Final = 1024 * 1024
"""Bytes. No letter of ours is as long as that, with the report around it."""
PORTION: Final = 64 * 1024
log = get_logger(__name__)


class Command(BaseCommand):
    """Read one message from the standard input; the exit code tells the mail server whether to bring it again."""

    help = "Neemt één teruggekomen e-mail aan van de standaardinvoer, zoals de mailserver haar doorgeeft."
    requires_system_checks = ("refusals",)

    def add_arguments(self, parser: CommandParser) -> None:
        """Take to whom it came."""
        parser.add_argument(
            "--recipient", default="", help="adres waar de e-mail aankwam; zonder dit: wat in de e-mail staat"
        )

    def handle(self, *args: Any, recipient: str, **options: Any) -> None:
        """Take it in."""
        raw = _message()
        if raw is None:
            return
        try:
            outcome = receiving.receive(raw, [recipient] if recipient else [])
        except Error as error:
            log.error("mail.return_not_taken_in", error=type(error).__name__)
            outcome = Outcome.LATER
        if outcome is Outcome.LATER:
            sys.exit(os.EX_TEMPFAIL)


def _message() -> bytes | None:
    """Read a message to its end, as who hands it over expects; None when it is too long to be a report."""
    raw = sys.stdin.buffer.read(MOST + 1)
    if len(raw) <= MOST:
        return raw
    while sys.stdin.buffer.read(PORTION):
        pass
    log.info("mail.return_too_long")
    return None
