"""A call to another system, and its answer; neither shows what it carries."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from integrations.errors import Reason, UnavailableError

from .reach import Reach


@dataclass(frozen=True, slots=True)
class Call:
    """One call: where to, how far it may reach, and how long it may take in all."""

    url: str = field(repr=False)  # a query may hold anything
    reach: Reach = field(repr=False)
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes = field(default=b"", repr=False)
    timeout: float = 10.0
    """Seconds for everything together: looking up the name, connecting, TLS, the last byte."""
    largest_answer: int = 2_000_000
    """Bytes."""


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
