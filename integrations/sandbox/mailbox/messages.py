"""Read a message as people see it."""

import email
import email.policy
import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import cached_property
from typing import cast

LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
TAGS = re.compile(r"<(style|script|head)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Message:
    """A message that was received: its envelope, and its content as it came."""

    identity: str
    received_at: datetime
    recipients: tuple[str, ...]
    """Those of the envelope, blind copies included."""
    content: bytes

    @cached_property
    def _parsed(self) -> EmailMessage:
        return email.message_from_bytes(self.content, policy=email.policy.default)

    @property
    def sender(self) -> str:
        """Answer who it says it is from."""
        return str(self._parsed.get("From", ""))

    @property
    def subject(self) -> str:
        """Answer what it says it is about."""
        return str(self._parsed.get("Subject", "")) or "(geen onderwerp)"

    @cached_property
    def text(self) -> str:
        """Answer the plain text, or what is left of the HTML without its tags."""
        return self._body("plain") or html.unescape(TAGS.sub("", self.html)).strip()

    @cached_property
    def html(self) -> str:
        """Answer the HTML as it came: not to be shown outside a sandbox; empty when there is none."""
        return self._body("html")

    @property
    def links(self) -> list[str]:
        """List the links in the text."""
        return LINK.findall(self.text)

    @property
    def attachments(self) -> list[str]:
        """List the names of what is attached."""
        return [part.get_filename() or "naamloos" for part in self._parsed.iter_attachments()]

    def _body(self, kind: str) -> str:
        part = self._parsed.get_body(preferencelist=(kind,))
        if part is None:
            return ""
        data = part.get_payload(decode=True)
        charset = part.get_content_charset("utf-8")
        try:
            text = cast(bytes, data).decode(charset, "replace")
        except LookupError:  # a character set that nobody knows
            text = cast(bytes, data).decode("utf-8", "replace")
        return text.replace("\r\n", "\n")

    def as_dict(self) -> dict[str, object]:
        """Answer the message for a program."""
        return {
            "id": self.identity,
            "received_at": self.received_at.astimezone(UTC).isoformat(),
            "from": self.sender,
            "to": list(self.recipients),
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "links": self.links,
            "attachments": self.attachments,
        }
