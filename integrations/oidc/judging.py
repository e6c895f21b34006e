"""Judge the content of tokens: whose they are, for whom, of when, and for which journey.

https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from integrations.identities import RefusalReason, SignInRefusedError

from . import refusals, tokens
from .tokens import Opened
from .types import LoggedOut

SKEW: Final = 120
"""Seconds that clocks may differ (attack I07, fault F49)."""
OLDEST: Final = 300
"""Seconds since a token was made: the code was exchanged for it just now."""
LONGEST: Final = 512
EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"  # a name, and no address


def id_token(
    opened: Opened,
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str,
    max_age: int | None,
    now: datetime,
) -> datetime:
    """Judge an ID token, and answer when somebody showed who they are.

    :raises SignInRefusedError: when it is not for us, not for this journey, or not of now.
    """
    claims = opened.claims
    _meant_for_us(claims, issuer, client_id)
    _of_now(claims, now)
    said = claims.get("nonce")
    if not isinstance(said, str) or not hmac.compare_digest(said.encode(), nonce.encode()):
        raise refusals.invalid("nonce")
    if "at_hash" in claims and not tokens.matches_hash(access_token, claims["at_hash"], opened.header["alg"]):
        raise refusals.invalid("at_hash")
    text(claims, "sub")
    return _authenticated_at(claims, max_age, now)


def logout_token(opened: Opened, *, issuer: str, client_id: str, now: datetime) -> LoggedOut:
    """Judge a message that a session has ended (Back-Channel Logout 1.0, 2.6).

    :raises SignInRefusedError: when it is not that.
    """
    claims = opened.claims
    _meant_for_us(claims, issuer, client_id)
    _of_now(claims, now)
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict) or "nonce" in claims:
        raise refusals.invalid("events")
    subject = text(claims, "sub") if "sub" in claims else ""
    session = text(claims, "sid") if "sid" in claims else ""
    if not subject and not session:
        raise refusals.invalid("nobody")
    return LoggedOut(issuer, subject, session, text(claims, "jti"))


def text(claims: Mapping[str, Any], name: str) -> str:
    """Answer a claim of the protocol itself.

    :raises SignInRefusedError: when it is not there, or no text.
    """
    found = claims.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST or not found.isprintable():
        raise refusals.invalid(name)
    return found


def _meant_for_us(claims: Mapping[str, Any], issuer: str, client_id: str) -> None:
    if claims.get("iss") != issuer:
        raise refusals.invalid("issuer")
    told = claims.get("aud")
    audience = [told] if isinstance(told, str) else told
    if not isinstance(audience, list) or client_id not in audience:
        raise refusals.invalid("audience")
    if len(audience) > 1 and "azp" not in claims:
        raise refusals.invalid("party")
    if claims.get("azp", client_id) != client_id:
        raise refusals.invalid("party")


def _of_now(claims: Mapping[str, Any], now: datetime) -> None:
    moment = now.timestamp()
    expires, made = _number(claims, "exp"), _number(claims, "iat")
    begins = _number(claims, "nbf") if "nbf" in claims else made
    if expires + SKEW <= moment:
        raise _expired("expired")
    if made - SKEW > moment or begins - SKEW > moment:
        raise _expired("of_the_future")
    if made + OLDEST <= moment:
        raise _expired("old")


def _authenticated_at(claims: Mapping[str, Any], max_age: int | None, now: datetime) -> datetime:
    moment = now.timestamp()
    if max_age is not None:
        if "auth_time" not in claims:
            raise refusals.invalid("auth_time")
        if _number(claims, "auth_time") + max_age + SKEW <= moment:
            raise SignInRefusedError(RefusalReason.FAILED, "long_ago")
    shown = _number(claims, "auth_time") if "auth_time" in claims else _number(claims, "iat")
    if shown - SKEW > moment:
        raise _expired("of_the_future")
    return datetime.fromtimestamp(min(max(shown, 0), moment), UTC)


def _number(claims: Mapping[str, Any], name: str) -> float:
    found = claims.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float) or not -1e15 < found < 1e15:
        raise refusals.invalid(name)
    return float(found)


def _expired(code: str) -> SignInRefusedError:
    return SignInRefusedError(RefusalReason.EXPIRED, code)
