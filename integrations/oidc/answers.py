"""What a browser comes back with: whether it belongs to this journey, comes from this provider, and holds a code."""

import hmac
from collections.abc import Mapping
from typing import Final

from . import refusals
from .providers import Provider

LONGEST: Final = 8_000


def check_state(parameters: Mapping[str, str], state: str) -> None:
    """Refuse an answer to another journey, before anything else of it is looked at (attack I14).

    :raises SignInRefusedError: when it is.
    """
    said = parameters.get("state", "")
    if not state or not hmac.compare_digest(said.encode("utf-8", "replace"), state.encode()):
        raise refusals.invalid("state")


def code(parameters: Mapping[str, str], provider: Provider) -> str:
    """Answer the code that a provider gave.

    :raises SignInRefusedError: when another provider answers (attack I15), or it gives none.
    """
    said = parameters.get("iss")
    if said != provider.issuer and (said is not None or provider.names_itself):
        raise refusals.invalid("mixed_up")
    if "error" in parameters:
        raise refusals.of_error(parameters["error"], parameters.get("error_description", ""))
    found = parameters.get("code", "")
    if not 0 < len(found) <= LONGEST or not found.isprintable() or not found.isascii():
        raise refusals.invalid("code")
    return found
