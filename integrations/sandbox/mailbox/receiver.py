"""Take mail by SMTP, from anybody for anybody; nothing is ever sent on."""

from aiosmtpd.smtp import SMTP, Envelope, Session

from .store import Mailbox


class Receiver:
    """What aiosmtpd calls with a message."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the message; when that fails the sender is told to try again."""
        try:
            self._mailbox.add(envelope.rcpt_tos, envelope.original_content or b"")
        except OSError:
            return "451 Not kept, try again later"
        return "250 Kept"
