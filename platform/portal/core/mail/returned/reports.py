"""Read what a mail server reports of a letter (RFC 3464). Strangers write this too: nothing in it is believed further.

Neither the message nor an address in it leaves this module: what comes out is one word and three numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Final

ACTIONS: Final = ("failed", "delayed", "delivered", "relayed", "expanded")
FAILED: Final = ACTIONS[0]
STATUS: Final = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?!\S)")
RECIPIENTS: Final = ("delivered-to", "x-original-to", "to")
"""Headers that say to whom a message came, as mail servers write them; the surest first."""
MOST_READ: Final = 1_000
"""Characters of one header."""


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
        headers = _headers(BytesHeaderParser(policy=policy.default).parsebytes(raw))
    except Exception:  # Python's parser of mail raises about anything at what is no mail
        return []
    return [value for name in RECIPIENTS for each, value in headers if each == name]


def read(raw: bytes) -> Report | None:
    """Read a report; None when it is something else, such as somebody who is on holiday."""
    try:
        found = list(_reports(message_from_bytes(raw, policy=policy.default)))
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
    """List headers as they were written: to have them understood costs time, and strangers decide how much."""
    return [(name.lower(), str(value)[:MOST_READ]) for name, value in message.raw_items()]
