"""Send a browser to a provider, judge what it comes back with, and end sessions on both sides."""

import hashlib
import re
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from django.utils import timezone

from integrations.identities import Asserted, Departure, LogoutHandle, SignInRefusedError

from . import answers, judging, refusals, subjects
from .sessions import Speaking
from .types import Installed, LoggedOut, Service

VERIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}")
LOGOUT: Final = frozenset({"logout+jwt", "jwt"})


def begin(
    connection: uuid.UUID | Installed, service: Service, *, state: str, nonce: str, verifier: str
) -> Departure:
    """Answer where a browser goes to sign in.

    :param connection: of the municipality that was entered, or what the installation itself says of a provider.
    :param state: made for this journey, as `nonce` and `verifier` are (43 to 128 letters, digits, `-`, `.`, `_`, `~`).
    :raises SignInRefusedError: when the provider cannot be asked.
    :raises ValueError: when something was not made for this journey: too short, or not there.
    """
    if not VERIFIER.fullmatch(verifier) or not state or not nonce:
        raise ValueError("A journey has a state, a nonce and a verifier.")
    try:
        speaking = Speaking.with_(connection)
    except SignInRefusedError as refusal:
        raise refusals.noted(refusal) from None
    asked = {
        "response_type": "code",
        "client_id": speaking.client_id,
        "redirect_uri": service.redirect_uri,
        "scope": " ".join(dict.fromkeys(("openid", *service.scopes))),
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
        **_wishes(service),
    }
    return Departure(_with(speaking.provider.authorization, asked))


def complete(
    connection: uuid.UUID | Installed,
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
    try:
        answers.check_state(parameters, state)
        speaking = Speaking.with_(connection)
        code = answers.code(parameters, speaking.provider)
        return _asserted(speaking, service, code, nonce=nonce, verifier=verifier)
    except SignInRefusedError as refusal:
        raise refusals.noted(refusal) from None


def logout(
    connection: uuid.UUID | Installed, service: Service, handle: LogoutHandle, *, state: str = ""
) -> Departure | None:
    """Answer how a browser ends the session at the provider; None where that is not possible.

    What the provider said of somebody is among it, so it is a form: it stands in no address.
    """
    try:
        speaking = Speaking.with_(connection)
    except SignInRefusedError as refusal:
        refusals.noted(refusal)
        return None
    if not speaking.provider.end_session:
        return None
    fields = {
        "id_token_hint": handle.id_token,
        "client_id": speaking.client_id,
        "post_logout_redirect_uri": service.post_logout_redirect_uri,
        "state": state,
    }
    given = tuple((name, value) for name, value in fields.items() if value)
    return Departure(speaking.provider.end_session, given)


def logout_token(connection: uuid.UUID | Installed, service: Service, token: str) -> LoggedOut:
    """Answer whose session a provider has ended (OpenID Connect Back-Channel Logout 1.0).

    :raises SignInRefusedError: when the message is not the provider's, not for us, or not of now.
    """
    try:
        speaking = Speaking.with_(connection)
        opened = speaking.opened(token, types=LOGOUT)
        return judging.logout_token(
            opened,
            issuer=speaking.provider.issuer,
            client_id=speaking.client_id,
            now=timezone.now(),
        )
    except SignInRefusedError as refusal:
        raise refusals.noted(refusal) from None


def _asserted(speaking: Speaking, service: Service, code: str, *, nonce: str, verifier: str) -> Asserted:
    given = speaking.exchanged(code, redirect_uri=service.redirect_uri, verifier=verifier)
    opened, now = speaking.opened(given.id_token), timezone.now()
    authenticated_at = judging.id_token(
        opened,
        issuer=speaking.provider.issuer,
        client_id=speaking.client_id,
        nonce=nonce,
        access_token=given.access_token,
        max_age=service.max_age,
        now=now,
    )
    subject = judging.text(opened.claims, "sub")
    more = speaking.more(given.access_token, subject=subject) if service.uses_userinfo else {}
    told = subjects.Told(
        issuer=speaking.provider.issuer,
        subject=subject,
        claims={**more, **opened.claims},
        signed=opened.claims,
        authenticated_at=authenticated_at,
        id_token=given.id_token,
    )
    return subjects.asserted(told, service, now=now)


def _wishes(service: Service) -> dict[str, str]:
    wishes = {
        "acr_values": " ".join(service.acr_values),
        "prompt": service.prompt,
        "max_age": "" if service.max_age is None else str(service.max_age),
        "kc_idp_hint": service.idp_hint,
    }
    return {name: value for name, value in wishes.items() if value}


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _with(url: str, asked: Mapping[str, str]) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked)}"
