"""Single logout: ours at the provider, and the provider's here (I-193, attack I11)."""

from typing import Final

from integrations.identities import (
    Departure,
    LogoutHandle,
    RefusalReason,
    SignInRefusedError,
)

from . import bindings, judging, messages, moments, reading, refusing, signatures, subjects
from .names import DS, POST, REDIRECT, SAML, SAMLP, STATUS, SUCCESS, tag
from .providers import Provider
from .types import LogoutAsked, Service

LARGEST: Final = 100_000
DONE: Final = frozenset({SUCCESS, f"{STATUS}PartialLogout"})


def begin(provider: Provider, service: Service, handle: LogoutHandle, *, request_id: str) -> Departure:
    """Answer where the browser goes to sign out.

    :raises SignInRefusedError: when the provider knows no signing out, or nothing of this session.
    """
    places = provider.description.sign_out
    binding = next((each for each in (REDIRECT, POST) if each in places), "")
    if not binding or not handle.name_id:
        refusing.closed("no_logout")
    url = places[binding][0]
    message = messages.logout_request(
        service,
        destination=url,
        name_id=handle.name_id,
        session_index=handle.session_index,
        request_id=request_id,
        now=provider.now,
    )
    leave = bindings.departure if binding == REDIRECT else bindings.form
    return leave(url, "SAMLRequest", message, provider.ours, state=request_id)


def completed(provider: Provider, service: Service, query: str, *, request_id: str) -> None:
    """See that the session has ended.

    :raises SignInRefusedError: when it has not.
    """
    keys = provider.description.certificates
    answer = bindings.arrived(query, "SAMLResponse", keys, now=provider.now)
    if answer.tag != tag(SAMLP, "LogoutResponse") or answer.get("Version") != "2.0":
        refusing.invalid("not_expected_message")
    if answer.get("InResponseTo") != request_id:
        refusing.invalid("logout_of_other")
    _check_from(provider, answer, service.slo_redirect_url)
    if reading.children(answer, DS, "Signature"):
        signatures.check(answer, keys, now=provider.now)
    status = reading.only(answer, SAMLP, "Status", "no_status")
    if reading.only(status, SAMLP, "StatusCode", "no_status").get("Value") not in DONE:
        raise SignInRefusedError(RefusalReason.FAILED, "logout_failed")


def requested(provider: Provider, service: Service, body: bytes) -> LogoutAsked:
    """Answer whose sessions are to end.

    :raises SignInRefusedError: when it is not this provider that asks, or not just now.
    """
    request = judging.body_of(reading.parse(body, largest=LARGEST), "LogoutRequest")
    signatures.check(request, provider.description.certificates, now=provider.now)
    if len(list(request.iter(tag(DS, "Signature")))) != 1:
        refusing.invalid("signature_elsewhere")
    if request.get("Version") != "2.0":
        refusing.invalid("logout_version")
    _check_from(provider, request, service.slo_soap_url)
    if request.get("NotOnOrAfter"):
        moments.check_window(None, request.get("NotOnOrAfter"), now=provider.now, code="logout_window")
    name = reading.text(reading.only(request, SAML, "NameID", "name_count"))
    if not name:
        refusing.invalid("name_count")
    indices = [reading.text(each) for each in reading.children(request, SAMLP, "SessionIndex")]
    answer = messages.logout_response(service, in_response_to=request.get("ID"), now=provider.now)
    return LogoutAsked(
        handle=LogoutHandle(name_id=name, session_index=indices[0] if len(indices) == 1 else ""),
        subject=subjects.of_name(name),
        response=messages.enveloped(signatures.sign(answer, provider.ours)),
        message_id=request.get("ID", ""),
    )


def _check_from(provider: Provider, message: reading.Element, here: str) -> None:
    """See that a message is of this provider, for us, and was made just now."""
    issuer = reading.only(message, SAML, "Issuer", "issuer_count")
    if reading.text(issuer) != provider.description.entity_id:
        refusing.invalid("issuer")
    if message.get("Destination", here) != here:
        refusing.invalid("destination")
    moments.check_fresh(message.get("IssueInstant"), now=provider.now, code="logout_instant")
