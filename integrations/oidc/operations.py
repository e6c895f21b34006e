"""Send a browser to a provider, judge what it comes back with, and end sessions on both sides."""

import uuid
from collections.abc import Mapping

from integrations.identities import Asserted, Departure, LogoutHandle

from .types import LoggedOut, Service


def begin(connection: uuid.UUID, service: Service, *, state: str, nonce: str, verifier: str) -> Departure:
    """Answer where a browser goes to sign in.

    :param state: made for this journey, as `nonce` and `verifier` are (43 to 128 letters, digits, `-`, `.`, `_`, `~`).
    :raises SignInRefusedError: when the provider cannot be asked.
    """
    raise NotImplementedError


def complete(
    connection: uuid.UUID,
    service: Service,
    *,
    parameters: Mapping[str, str],
    state: str,
    nonce: str,
    verifier: str,
) -> Asserted:
    """Answer who signed in.

    :param parameters: with which the browser came back; each once.
    :param state: what the journey of this browser was begun with, as `nonce` and `verifier` are.
    :raises SignInRefusedError: when nobody is let in.
    """
    raise NotImplementedError


def logout(
    connection: uuid.UUID, service: Service, handle: LogoutHandle, *, state: str = ""
) -> Departure | None:
    """Answer where a browser ends the session at the provider; None where that is not possible."""
    raise NotImplementedError


def logout_token(connection: uuid.UUID, service: Service, token: str) -> LoggedOut:
    """Answer whose session a provider has ended (OpenID Connect Back-Channel Logout 1.0).

    :raises SignInRefusedError: when the message is not the provider's, not for us, or not of now.
    """
    raise NotImplementedError
