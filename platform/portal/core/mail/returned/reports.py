"""Read what a mail server reports of a letter (RFC 3464). Strangers write this too: nothing in it is believed further.

Neither the message nor an address in it leaves this module: what comes out is one word and three numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import EmailPolicy
from typing import Final

ACTIONS: Final = ("failed", "delayed", "delivered", "relayed", "expanded")
FAILED: Final = ACTIONS[0]
STATUS: Final = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?!\S)")
RECIPIENTS: Final = ("delivered-to", "x-original-to", "to")
"""Headers that say to whom a message came, as mail servers write them; the surest first."""
MOST_READ: Final = 1_000
"""Characters of one header: to understand one of 64 kB takes Python a quarter of a minute, of a megabyte an hour."""

MOST_OF: Final = {b"boundary": 20, b"content-type": 50}
"""Words that parts come with. Each costs Python time, at every line where it holds others; a report has three parts,
and what comes back with it a few more."""


class Policy(EmailPolicy):
    """Python's own, of headers that are cut off."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Read name and value of a header as it came."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MOST_READ]


POLICY: Final = Policy()


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a letter."""

    action: str
    status: str

    @property
    def is_final(self) -> bool:
        """Tell whether the letter was given up: at once (5), or after days of trying (4)."""
        return self.action == FAILED and self.status[:1] in ("4", "5")


def recipients(raw: bytes) -> list[str]:
    """List to whom a message came, by its headers."""
    try:
        headers = _headers(BytesHeaderParser(policy=POLICY).parsebytes(raw))
    except Exception:  # Python's parser of mail raises about anything at what is no mail
        return []
    return [value for name in RECIPIENTS for each, value in headers if each == name]


def read(raw: bytes) -> Report | None:
    """Read a report; None when it is something else, such as somebody who is on holiday."""
    folded = raw.lower()
    if any(folded.count(word) > most for word, most in MOST_OF.items()):
        return None
    try:
        found = list(_reports(message_from_bytes(raw, policy=POLICY)))
    except Exception:  # as above
        return None
    return next((each for each in found if each.is_final), found[0] if found else None)


def _reports(message: Message) -> Iterator[Report]:
    if message.get_content_type() != "multipart/report":
        return
    if str(message.get_param("report-type", "")).lower() != "delivery-status":
        return
    for part in _parts(message):
        if part.get_content_type() == "message/delivery-status":
            yield from _of_recipients(part)


def _of_recipients(part: Message) -> Iterator[Report]:
    """Read each of the blocks that say something of a recipient; the first one is about the report itself."""
    for block in _parts(part):
        told = dict(_headers(block))
        action = told.get("action", "").strip().lower()
        if action in ACTIONS:
            status = STATUS.match(told.get("status", ""))
            yield Report(action, status[1] if status else "")


def _parts(message: Message) -> list[Message]:
    parts = message.get_payload()
    return [part for part in parts if isinstance(part, Message)] if isinstance(parts, list) else []


def _headers(message: Message) -> list[tuple[str, str]]:
    """List headers as they were written; what they mean is not asked for."""
    return [(name.lower(), str(value)) for name, value in message.raw_items()]
