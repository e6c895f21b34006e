"""What the stand-in remembers, for as long as it runs: sign-ins that were begun, artifacts, sessions and portals."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography import x509

from .arriving import Arrived
from .choices import Choice

KEPT = 2_000
type Whose = tuple[str, str]
"""A municipality and a scheme."""


@dataclass(frozen=True)
class Begun:
    """A sign-in that somebody began."""

    whose: Whose
    request: Arrived
    acs: str
    relay_state: str
    base: str


@dataclass(frozen=True)
class Answer:
    """What an artifact stands for."""

    begun: Begun
    choice: Choice
    handle: bytes
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass
class Session:
    """Somebody who is signed in somewhere."""

    whose: Whose
    portal: str
    name_id: str = field(repr=False)
    index: str = field(repr=False)
    shown: str
    """Whom the page says it is."""


@dataclass(frozen=True)
class Portal:
    """A portal that told where it listens."""

    entity_id: str
    logout: str = ""
    """Where it takes requests by SOAP."""
    back: str = ""
    """Where the browser comes back after signing out."""
    certificates: tuple[x509.Certificate, ...] = ()


class Kept[T]:
    """Things by a key that nobody guesses; of too many the oldest go."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[object, T] = OrderedDict()

    def put(self, key: object, value: T) -> None:
        """Keep one."""
        with self._lock:
            self._found[key] = value
            while len(self._found) > KEPT:
                self._found.popitem(last=False)

    def get(self, key: object) -> T | None:
        """Look one up."""
        with self._lock:
            return self._found.get(key)

    def take(self, key: object) -> T | None:
        """Take one out: it is there but once."""
        with self._lock:
            return self._found.pop(key, None)

    def where(self, wanted: Callable[[T], bool]) -> list[tuple[object, T]]:
        """List those that are wanted, newest first."""
        with self._lock:
            return [(key, one) for key, one in reversed(self._found.items()) if wanted(one)]


BEGUN: Kept[Begun] = Kept()
ARTIFACTS: Kept[Answer] = Kept()
SESSIONS: Kept[Session] = Kept()
PORTALS: Kept[Portal] = Kept()


def key() -> str:
    """Make a key."""
    return secrets.token_urlsafe(24)
