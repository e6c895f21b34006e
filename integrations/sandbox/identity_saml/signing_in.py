"""The browser's side of signing in: a page to choose on, and the way back with an artifact."""

import base64
import hashlib
import secrets
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import LOOPBACK, POLICY, Response

from . import answers, arriving, choices, describing, page, store
from .store import Answer, Begun, Session, Whose


def ask(call: Call, scheme: str) -> Response:
    """Show the page on which somebody chooses who signs in."""
    arrived = arriving.read(call, "AuthnRequest")
    acs = arrived.message.get("AssertionConsumerServiceURL", "")
    place = urlsplit(acs)
    if place.scheme not in {"http", "https"} or not LOOPBACK.fullmatch(place.hostname or ""):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "acs")
    whose = (call.municipality.slug, scheme)
    portal = store.PORTALS.get((whose, arrived.issuer))
    if portal is not None and not any(arrived.is_from(each) for each in portal.certificates):
        raise RefusedError(HTTPStatus.FORBIDDEN, "handtekening")
    values = call.request.form if call.request.method == "POST" else call.request.query
    key = store.key()
    begun = Begun(whose, arrived, acs, values.get("RelayState", ""), call.base)
    store.BEGUN.put(key, begun)
    shown = page.choose(scheme, key=key, base=call.base, portal=place.netloc)
    # The way back leads elsewhere, and browsers hold it against the policy of the page with the form.
    policy = POLICY.replace("form-action 'self'", f"form-action 'self' {place.scheme}://{place.netloc}")
    return Response(shown.body, headers={"Content-Security-Policy": policy})


def choose(call: Call, scheme: str) -> Response:
    """Send the browser back with an artifact for what was chosen."""
    choice = choices.read(call.request.form, scheme)
    begun = store.BEGUN.take(call.request.form.get("key", ""))
    if begun is None or begun.whose != (call.municipality.slug, scheme):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "keuze")
    answer = Answer(begun, choice, secrets.token_bytes(20))
    store.ARTIFACTS.put(answer.handle, answer)
    if choice.outcome == "sign-in":
        _remember(begun.whose, answer)
    told = {"SAMLart": artifact(begun.base, answer.handle)}
    if begun.relay_state:
        told["RelayState"] = begun.relay_state
    mark = "&" if "?" in begun.acs else "?"
    return Response(b"", HTTPStatus.SEE_OTHER, headers={"Location": f"{begun.acs}{mark}{urlencode(told)}"})


def artifact(base: str, handle: bytes, *, index: int = describing.ARTIFACTS_INDEX) -> str:
    """Answer an artifact: a type, where to ask, whom to ask, and what for."""
    source = hashlib.sha1(describing.entity_id(base).encode(), usedforsecurity=False).digest()
    return base64.b64encode(b"\x00\x04" + index.to_bytes(2) + source + handle).decode()


def _remember(whose: Whose, answer: Answer) -> None:
    name, index = answers.name_id(answer), answers.session_index(answer)
    session = Session(whose, answer.begun.request.issuer, name, index, answer.choice.shown())
    store.SESSIONS.put(index, session)
