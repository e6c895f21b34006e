"""A call to another system, and its answer; neither shows what it carries."""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from integrations.errors import Reason, UnavailableError

from .deadline import Deadline
from .reach import Reach

REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose sockets are kept: those of one connection of one municipality, never shared."""

    tenant: uuid.UUID
    connection: uuid.UUID


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are to the other side (mutual TLS), and whom we trust; all in PEM."""

    chain: str = ""
    key: str = field(default="", repr=False)
    trusted: str = ""
    """Certificates to trust in place of the public ones."""


NOBODY = Identity()
"""No certificate of ours; the public authorities are trusted."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call: where to, how far it may reach, and how long it may take in all."""

    url: str = field(repr=False)  # a query may hold anything
    reach: Reach = field(repr=False)
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes | Iterable[bytes] = field(default=b"", repr=False)
    timeout: float = 10.0
    """Seconds for everything together: looking up the name, connecting, TLS, the last byte."""
    deadline: Deadline | None = field(default=None, repr=False)
    """In place of `timeout`, where a call is part of something larger."""
    connect: float = 5.0
    """Seconds for the look-up, the connection and TLS together."""
    read: float = float("inf")
    """Seconds that the other side may be silent."""
    largest_answer: int = 2_000_000
    """Bytes."""
    owner: Owner | None = None
    """Whose kept connections may carry it; without an owner the connection is closed afterwards."""
    identity: Identity = field(default=NOBODY, repr=False)
    is_safe: bool | None = None
    """Whether it changes nothing at the other side, where the method does not say it: a search by POST."""
    about: Mapping[str, str] = field(default_factory=dict)
    """What the log says of it besides: tenant and system. Never anything of a person."""

    @property
    def is_repeatable(self) -> bool:
        """Tell whether it may be sent again when a kept connection turns out to be dead."""
        is_safe = self.method in REPEATABLE if self.is_safe is None else self.is_safe
        return is_safe and isinstance(self.content, bytes)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    """By name in lower case."""
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """Read the body.

        :raises UnavailableError: when it is not JSON.
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise UnavailableError(Reason.MALFORMED) from None
