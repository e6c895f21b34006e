"""Signing out: a portal asks for it, or somebody signs out here and every portal is told."""

import base64
import http.client
import zlib
from contextlib import closing
from http import HTTPStatus
from urllib.parse import quote_plus, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import LOOPBACK, Response, redirect

from . import arriving, describing, keys, page, store, xml
from .choices import STATUS
from .resolving import SOAP_TYPE
from .store import Portal, Session
from .xml import Element, saml, samlp

TIMEOUT = 10


def out(call: Call, scheme: str) -> Response:
    """End a session that a portal asks to end, and send the browser back there."""
    arrived = arriving.read(call, "LogoutRequest")
    whose = (call.municipality.slug, scheme)
    portal = store.PORTALS.get((whose, arrived.issuer))
    if portal is None or not portal.back:
        raise RefusedError(HTTPStatus.NOT_FOUND, "portaal")
    if not any(arrived.is_from(each) for each in portal.certificates):
        raise RefusedError(HTTPStatus.FORBIDDEN, "handtekening")
    name = xml.text(arrived.message, "saml:NameID")
    for key, session in store.SESSIONS.where(lambda each: each.whose == whose):
        if session.name_id == name and session.portal == arrived.issuer:
            store.SESSIONS.take(key)
    answer = samlp.LogoutResponse(
        saml.Issuer(describing.entity_id(call.base)),
        samlp.Status(samlp.StatusCode(Value=f"{STATUS}Success")),
        ID=xml.number(),
        Version="2.0",
        IssueInstant=xml.moment(),
        Destination=portal.back,
        InResponseTo=arrived.number,
    )
    values = call.request.form if call.request.method == "POST" else call.request.query
    location = f"{portal.back}?{signed('SAMLResponse', answer, state=values.get('RelayState', ''))}"
    return Response(b"", HTTPStatus.SEE_OTHER, headers={"Location": location})


def sessions(call: Call, scheme: str) -> Response:
    """Show who is signed in."""
    whose = (call.municipality.slug, scheme)
    found = store.SESSIONS.where(lambda each: each.whose == whose)
    return page.sessions(scheme, [(str(key), each) for key, each in found], base=call.base)


def end(call: Call, scheme: str) -> Response:
    """End a session here, and at every portal where it lives."""
    whose = (call.municipality.slug, scheme)
    session = store.SESSIONS.take(call.request.form.get("session", ""))
    if session is None or session.whose != whose:
        raise RefusedError(HTTPStatus.NOT_FOUND, "sessie")
    portal = store.PORTALS.get((whose, session.portal))
    if portal is not None and portal.logout:
        tell(portal, logout_request(session, portal, entity_id=describing.entity_id(call.base)))
    return redirect(f"{call.base.removeprefix(call.request.base)}/sessions")


def register(call: Call, scheme: str) -> Response:
    """Take the metadata of a portal."""
    portal = describing.portal_of(call)
    store.PORTALS.put(((call.municipality.slug, scheme), portal.entity_id), portal)
    return Response(b"", HTTPStatus.NO_CONTENT)


def logout_request(session: Session, portal: Portal, *, entity_id: str) -> Element:
    """Make the request to end a session, signed."""
    request = samlp.LogoutRequest(
        saml.Issuer(entity_id),
        saml.NameID(session.name_id),
        samlp.SessionIndex(session.index),
        ID=xml.number(),
        Version="2.0",
        IssueInstant=xml.moment(),
        Destination=portal.logout,
    )
    return xml.sign(request, keys.own())


def tell(portal: Portal, request: Element) -> int:
    """Send a request by SOAP, on this machine only; answers the status, and 0 where nobody answers."""
    parts = urlsplit(portal.logout)
    if parts.scheme != "http" or not LOOPBACK.fullmatch(parts.hostname or ""):
        return 0
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=TIMEOUT)
    try:
        with closing(connection):
            connection.request("POST", parts.path or "/", xml.enveloped(request), {"Content-Type": SOAP_TYPE})
            return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0


def signed(parameter: str, message: Element, *, state: str = "") -> str:
    """Answer what stands behind the question mark for a signed message.

    :param state: what the portal gave along, which comes back as it was.
    """
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packing.compress(etree.tostring(message)) + packing.flush()
    along = f"&RelayState={quote_plus(state)}" if state else ""
    told = f"{parameter}={quote_plus(base64.b64encode(packed))}{along}&SigAlg={quote_plus(xml.RSA_SHA256)}"
    signature = keys.own().key.sign(told.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{told}&Signature={quote_plus(base64.b64encode(signature))}"
