"""Why nobody is let in, in our words: what a provider says of it never gets further than this module."""

from collections.abc import Mapping
from typing import Final

import structlog

from integrations.errors import NotConfiguredError, Reason, UnavailableError
from integrations.identities import RefusalReason, SignInRefusedError

log = structlog.get_logger(__name__)
TOLD: Final[Mapping[str, RefusalReason]] = {
    "login_required": RefusalReason.FAILED,
    "interaction_required": RefusalReason.FAILED,
    "consent_required": RefusalReason.FAILED,
    "account_selection_required": RefusalReason.FAILED,
    "unmet_authentication_requirements": RefusalReason.LEVEL,
    "temporarily_unavailable": RefusalReason.UNAVAILABLE,
    "server_error": RefusalReason.UNAVAILABLE,
    "invalid_request": RefusalReason.UNAVAILABLE,
    "invalid_scope": RefusalReason.UNAVAILABLE,
    "unauthorized_client": RefusalReason.UNAVAILABLE,
    "unsupported_response_type": RefusalReason.UNAVAILABLE,
    "request_not_supported": RefusalReason.UNAVAILABLE,
}
"""The errors of OAuth and OpenID Connect; the last five say that the door was set up wrongly."""
DENIED: Final = "access_denied"
STOPPED: Final = ("cancel", "annul", "geannuleerd", "afgebroken", "abort")
"""How a description says that it was the person who stopped (requirement I-203)."""


def invalid(code: str) -> SignInRefusedError:
    """Refuse what is forged, altered, for somebody else or used before."""
    return SignInRefusedError(RefusalReason.INVALID, code)


def of_error(error: str, description: str) -> SignInRefusedError:
    """Refuse what a provider answered an error to."""
    if error == DENIED:
        said = description.lower()
        is_stopped = not said or any(word in said for word in STOPPED)
        return SignInRefusedError(RefusalReason.CANCELLED if is_stopped else RefusalReason.FAILED, DENIED)
    if error in TOLD:
        return SignInRefusedError(TOLD[error], error)
    return SignInRefusedError(RefusalReason.FAILED, "other_error")


def unavailable(code: str, cause: Reason | None) -> SignInRefusedError:
    """Refuse because a provider gave no usable answer."""
    return SignInRefusedError(RefusalReason.UNAVAILABLE, code, cause=cause)


def closed(error: UnavailableError | NotConfiguredError) -> SignInRefusedError:
    """Refuse because a connection is not used now."""
    if isinstance(error, NotConfiguredError):
        return SignInRefusedError(RefusalReason.CLOSED, "no_connection")
    if error.reason is Reason.SWITCHED_OFF:
        return SignInRefusedError(RefusalReason.CLOSED, "switched_off", cause=error.reason)
    return unavailable("connection", error.reason)


def noted(refusal: SignInRefusedError) -> SignInRefusedError:
    """Write down that nobody was let in, and answer why."""
    log.warning(
        "oidc.refused",
        reason=refusal.reason.value,
        code=refusal.code,
        cause=refusal.cause.value if refusal.cause else "",
    )
    return refusal
