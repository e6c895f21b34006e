"""What a provider says of itself (OpenID Connect Discovery 1.0), judged before it is believed.

The address of the connection is the issuer. What gets the secret, or is sent a browser to, lies at that origin; the
userinfo endpoint may lie elsewhere, as at Microsoft, wherever this municipality may reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import structlog

from integrations.errors import Reason, UnavailableError
from integrations.http import Reach, places

log = structlog.get_logger(__name__)
LONGEST: Final = 2_000
NAMES: Final = (
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "jwks_uri",
    "userinfo_endpoint",
    "end_session_endpoint",
    "token_endpoint_auth_methods_supported",
    "authorization_response_iss_parameter_supported",
)
"""What of the document is used, and so kept."""


class ClientAuthentication(StrEnum):
    """How a token endpoint wants to know us."""

    BASIC = "client_secret_basic"
    POST = "client_secret_post"


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider does what."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str
    end_session: str
    authentication: ClientAuthentication
    names_itself: bool
    """Whether it says in each answer to a browser which provider it is (RFC 9207)."""


def read(told: Any, *, address: str, reach: Reach) -> Provider:
    """Make a provider of a discovery document.

    :param address: of the connection.
    :raises UnavailableError: when it is none, is another's, or leads out of reach.
    """
    if not isinstance(told, Mapping):
        raise _unfit("form")
    issuer = told.get("issuer")
    if not isinstance(issuer, str) or issuer.removesuffix("/") != address.removesuffix("/"):
        raise _unfit("issuer")
    own = _origin(address)
    return Provider(
        issuer=issuer,
        authorization=_endpoint(told, "authorization_endpoint", reach, own),
        token=_endpoint(told, "token_endpoint", reach, own),
        keys=_endpoint(told, "jwks_uri", reach, own),
        userinfo=_maybe(told, "userinfo_endpoint", reach, None),
        end_session=_maybe(told, "end_session_endpoint", reach, own),
        authentication=_authentication(told),
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )


def _authentication(told: Mapping[str, Any]) -> ClientAuthentication:
    ways = told.get("token_endpoint_auth_methods_supported", [ClientAuthentication.BASIC.value])
    for way in ClientAuthentication:
        if isinstance(ways, list) and way.value in ways:
            return way
    raise _unfit("client_authentication")


def _maybe(told: Mapping[str, Any], name: str, reach: Reach, own: tuple[str, str, int] | None) -> str:
    return _endpoint(told, name, reach, own) if told.get(name) is not None else ""


def _endpoint(told: Mapping[str, Any], name: str, reach: Reach, own: tuple[str, str, int] | None) -> str:
    url = told.get(name)
    if not isinstance(url, str) or len(url) > LONGEST:
        raise _unfit(name)
    try:
        place = places.parse(url)
        reach.check_place(place)
    except (ValueError, UnavailableError):
        raise _unfit(name) from None
    if own is not None and place.origin != own:
        raise _unfit(name)
    return url


def _origin(address: str) -> tuple[str, str, int]:
    try:
        return places.parse(address).origin
    except ValueError:
        raise UnavailableError(Reason.ADDRESS_REFUSED) from None


def _unfit(part: str) -> UnavailableError:
    log.warning("oidc.discovery_unfit", part=part)
    return UnavailableError(Reason.MALFORMED)
