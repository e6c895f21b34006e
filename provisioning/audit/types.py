"""What is asked of the audit stream, and what a line of it says."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which acts to show; empty means all."""

    action: str = ""
    actor: str | None = None
    """An address, or what else acts are written down under; None means everybody."""
    tenants: frozenset[uuid.UUID] | None = None
    """Empty means none, as nobody is meant; None means all."""
    operation: uuid.UUID | None = None
    since: datetime | None = None
    before: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the log a page begins or ends: a moment, and a number for acts of the same moment."""

    at: datetime
    number: int

    def __str__(self) -> str:
        micros = int(self.at.timestamp()) * 1_000_000 + self.at.microsecond
        return f"{_write(micros)}-{_write(self.number)}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read what stands in an address; None when it makes no sense."""
        from django.utils import timezone

        first, dash, second = text.partition("-")
        try:
            micros, number = int(first, 36), int(second, 36)
            at = datetime.fromtimestamp(micros // 1_000_000, timezone.get_default_timezone())
            return (
                cls(at.replace(microsecond=micros % 1_000_000), number)
                if dash and 0 <= number < 2**63
                else None
            )
        except (ValueError, OverflowError, OSError):
            return None


@dataclass(frozen=True, slots=True)
class Line:
    """One act in words."""

    recorded_at: datetime
    text: str
    actor: str
    tenant: uuid.UUID | None
    tenant_name: str
    outcome: str
    origin: str
    details: Mapping[str, str]
    number: int = 0
    action: str = ""
    mark: str = ""
    """Of who acted, for a link that follows them: an address of somebody stands in no URL."""
    operation: str = ""
    """The operation that it belongs to, for a link."""

    @property
    def refused(self) -> bool:
        """Tell whether the act did not go through."""
        return self.outcome != "ok"


def _write(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        text = DIGITS[digit] + text
    return text or "0"
