"""Refuse an answer, by a fixed word."""

from typing import NoReturn

from integrations.errors import NotConfiguredError, Reason, UnavailableError
from integrations.identities import RefusalReason, SignInRefusedError


def invalid(code: str) -> NoReturn:
    """Refuse what is forged, altered, or for somebody else.

    :raises SignInRefusedError: always.
    """
    raise SignInRefusedError(RefusalReason.INVALID, code) from None


def not_allowed(code: str) -> NoReturn:
    """Refuse whom this door is not for.

    :raises SignInRefusedError: always.
    """
    raise SignInRefusedError(RefusalReason.NOT_ALLOWED, code) from None


def expired(code: str) -> NoReturn:
    """Refuse what came too late or too early.

    :raises SignInRefusedError: always.
    """
    raise SignInRefusedError(RefusalReason.EXPIRED, code) from None


def closed(code: str) -> NoReturn:
    """Refuse where the door is not set up.

    :raises SignInRefusedError: always.
    """
    raise SignInRefusedError(RefusalReason.CLOSED, code) from None


def unreachable(error: UnavailableError | NotConfiguredError) -> SignInRefusedError:
    """Answer the refusal that says that the provider cannot be asked."""
    if isinstance(error, NotConfiguredError):
        return SignInRefusedError(RefusalReason.CLOSED, "not_configured")
    if error.reason is Reason.SWITCHED_OFF:
        return SignInRefusedError(RefusalReason.CLOSED, "switched_off", cause=error.reason)
    return SignInRefusedError(RefusalReason.UNAVAILABLE, "unavailable", cause=error.reason)
