"""What callers of integrations catch."""

from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    """Why another system gave no usable answer."""

    NAME_UNKNOWN = "name unknown"
    ADDRESS_REFUSED = "address refused"
    NOBODY_LISTENS = "nobody listens"
    NOT_SECURE = "not secure"
    TOO_SLOW = "too slow"
    BROKEN_OFF = "broken off"
    TOO_LARGE = "too large"
    MALFORMED = "malformed"
    REFUSED = "refused"
    """The other side does not accept our credentials (401, 403)."""
    THROTTLED = "throttled"
    """The other side asks for patience (429)."""
    HAS_TROUBLE = "has trouble"
    """The other side says so itself (5xx)."""
    RESTING = "resting"
    """It failed often a moment ago: it is left alone for a while (the breaker is open)."""
    CROWDED = "crowded"
    """As many calls as this connection may have under way are under way."""
    SWITCHED_OFF = "switched off"
    """An operator or a functional manager switched the connection off."""
    MAINTENANCE = "maintenance"
    """Announced: the other side is being worked on."""
    SECRET_UNREADABLE = "secret unreadable"  # noqa: S105 - the name of a reason


class IntegrationError(Exception):
    """The root of all that goes wrong with other systems."""


class UnavailableError(IntegrationError):
    """Raised when the other side gave no usable answer; `reason` says why, without any of its words."""

    def __init__(
        self, reason: Reason, *, retry_after: float | None = None, is_about_rights: bool = False
    ) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.is_about_rights = is_about_rights
        """Whether the other side refused us although it knows us."""
        self.retry_after = retry_after
        """Seconds for which the other side asked to be left alone, where it did."""


class NotConfiguredError(IntegrationError):
    """Raised when a municipality has no such connection."""


class RefusedError(IntegrationError):
    """Raised when what somebody filled in cannot be accepted; `reasons` holds a text for each field."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = dict(reasons)
