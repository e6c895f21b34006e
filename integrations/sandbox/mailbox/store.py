"""Keep the last messages, in memory and as files that outlive the process."""

import json
import os
import secrets
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from .messages import Message

MOST = 500


class Mailbox:
    """The messages, newest last; files are for their owner's eyes only."""

    def __init__(self, folder: Path, *, most: int = MOST) -> None:
        self._folder = folder / "mail"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._most = most
        self._lock = threading.Lock()
        self._messages = {message.identity: message for message in self._stored()}
        self._forget_old()

    def add(self, recipients: Iterable[str], content: bytes) -> Message:
        """Keep one more message."""
        now = datetime.now(UTC)
        identity = f"{now:%Y%m%d%H%M%S%f}-{secrets.token_hex(4)}"
        message = Message(identity, now, tuple(recipients), content)
        with self._lock:
            self._write(message)
            self._messages[identity] = message
            self._forget_old()
        return message

    def get(self, identity: str) -> Message | None:
        """Answer the message with this key."""
        return self._messages.get(identity)

    def newest(self, recipient: str = "") -> list[Message]:
        """List messages, newest first; those to one person when asked."""
        with self._lock:
            found = list(reversed(self._messages.values()))
        wanted = recipient.strip().casefold()
        return [one for one in found if not wanted or any(wanted in to.casefold() for to in one.recipients)]

    def _stored(self) -> Iterable[Message]:
        for path in sorted(self._folder.glob("*.mail")):
            envelope, _, content = path.read_bytes().partition(b"\n")
            try:
                told = json.loads(envelope)
                moment = datetime.fromisoformat(told["received_at"])
                yield Message(path.stem, moment, tuple(told["to"]), content)
            except (ValueError, KeyError, TypeError):
                continue  # not written by us, or not to the end

    def _write(self, message: Message) -> None:
        envelope = {"received_at": message.received_at.isoformat(), "to": message.recipients}
        making = self._path(message.identity).with_suffix(".part")
        file = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(file, "wb") as target:
            target.write(json.dumps(envelope).encode() + b"\n" + message.content)
        making.rename(self._path(message.identity))

    def _forget_old(self) -> None:
        while len(self._messages) > self._most:
            oldest = next(iter(self._messages))
            del self._messages[oldest]
            self._path(oldest).unlink(missing_ok=True)

    def _path(self, identity: str) -> Path:
        return self._folder / f"{identity}.mail"
