"""The third gate: an answer is for us, for this request, of now, and sure enough (attacks I02, I03, I05, I07, I08)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509

from integrations.identities import Level, RefusalReason, SignInRefusedError

from . import levels, moments, reading, refusing, signatures
from .names import BEARER, DS, SAML, SAMLP, SOAP, STATUS, SUCCESS, tag
from .reading import Element
from .types import Service

CANCELLED: Final = "authentication cancelled"
FORCED_AGE: Final = timedelta(minutes=15)
"""How long ago somebody may have shown who they are, where they had to do it now."""
KNOWN_AGE: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer is held against."""

    service: Service
    issuer: str
    keys: Sequence[x509.Certificate] = field(repr=False)
    request_id: str = field(repr=False)
    """Of the request with which somebody left."""
    resolve_id: str = field(repr=False)
    """Of the question which artifact is what."""
    now: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """An assertion that holds."""

    assertion: Element = field(repr=False)
    level: Level
    authenticated_at: datetime
    session_index: str = field(repr=False)


def judge(envelope: bytes, expected: Expected) -> Judged:
    """Judge the answer to the question which artifact is what.

    :raises SignInRefusedError: with the reason why it lets nobody in.
    """
    outer = body_of(reading.parse(envelope), "ArtifactResponse")
    signatures.check(outer, expected.keys, now=expected.now)
    _check_signatures_within(outer)
    _check_version(outer, "artifact_response")
    _check_issuer(outer, expected.issuer, required=True)
    if outer.get("InResponseTo") != expected.resolve_id:
        refusing.invalid("artifact_response_to_other")
    moments.check_fresh(outer.get("IssueInstant"), now=expected.now, code="artifact_response_instant")
    if _codes(outer) != [SUCCESS]:
        raise SignInRefusedError(RefusalReason.FAILED, "artifact_refused")
    response = reading.at_most_one(outer, SAMLP, "Response", "response_twice")
    if response is None:  # the standard's answer to an artifact that nobody knows, or that was used
        refusing.invalid("artifact_unknown")
    return _judged_assertion(_checked_response(response, expected), expected)


def body_of(root: Element, name: str) -> Element:
    """Answer the one message in an envelope.

    :raises SignInRefusedError: when it is another.
    """
    if root.tag != tag(SOAP, "Envelope"):
        refusing.invalid("not_soap")
    body = reading.only(root, SOAP, "Body", "not_soap")
    if len(body) != 1 or body[0].tag != tag(SAMLP, name):
        refusing.invalid("not_expected_message")
    return body[0]


def _check_signatures_within(outer: Element) -> None:
    """See that there are signatures nowhere else than where this program looks for them."""
    for signature in outer.iter(tag(DS, "Signature")):
        above = signature.getparent()
        holder = (above.tag, above.getparent().tag)
        if above is not outer and holder not in {
            (tag(SAMLP, "Response"), outer.tag), (tag(SAML, "Assertion"), tag(SAMLP, "Response")),
            (tag(SAML, "Assertion"), tag(SAML, "Advice")),
        }:  # fmt: skip
            refusing.invalid("signature_elsewhere")


def _checked_response(response: Element, expected: Expected) -> Element:
    _check_version(response, "response")
    _check_issuer(response, expected.issuer, required=False)
    if reading.children(response, DS, "Signature"):
        signatures.check(response, expected.keys, now=expected.now)
    if response.get("InResponseTo") != expected.request_id:
        refusing.invalid("response_to_other")
    if response.get("Destination", expected.service.acs_url) != expected.service.acs_url:
        refusing.invalid("destination")
    moments.check_fresh(
        response.get("IssueInstant"), now=expected.now, code="response_instant", age=FORCED_AGE
    )
    _check_status(response)
    return response


def _check_status(response: Element) -> None:
    codes = _codes(response)
    if codes == [SUCCESS]:
        return
    if reading.children(response, SAML, "Assertion"):
        refusing.invalid("assertion_with_failure")
    status = reading.only(response, SAMLP, "Status", "no_status")
    message = reading.text(reading.at_most_one(status, SAMLP, "StatusMessage", "status_message"))
    match [code.removeprefix(STATUS) for code in codes]:
        case [_, "AuthnFailed"] if not message or message.lower() == CANCELLED:
            raise SignInRefusedError(RefusalReason.CANCELLED, "cancelled")
        case [_, "AuthnFailed"]:
            raise SignInRefusedError(RefusalReason.FAILED, "authn_failed")
        case [_, "NoAuthnContext"]:
            raise SignInRefusedError(RefusalReason.LEVEL, "no_authn_context")
        case [_, "RequestDenied"]:
            raise SignInRefusedError(RefusalReason.FAILED, "request_denied")
        case [_, "RequestUnsupported"]:
            raise SignInRefusedError(RefusalReason.FAILED, "request_unsupported")
        case [_, "NoSupportedIDP" | "NoAvailableIDP"]:
            raise SignInRefusedError(RefusalReason.UNAVAILABLE, "no_provider")
        case ["Responder"]:
            raise SignInRefusedError(RefusalReason.FAILED, "responder")
        case ["Requester"]:
            raise SignInRefusedError(RefusalReason.FAILED, "requester")
        case _:
            raise SignInRefusedError(RefusalReason.FAILED, "status_unknown")


def _judged_assertion(response: Element, expected: Expected) -> Judged:
    if reading.children(response, SAML, "EncryptedAssertion"):
        refusing.invalid("assertion_encrypted")
    assertion = reading.only(response, SAML, "Assertion", "assertion_count")
    signatures.check(assertion, expected.keys, now=expected.now)
    _check_version(assertion, "assertion")
    _check_issuer(assertion, expected.issuer, required=True)
    moments.check_fresh(
        assertion.get("IssueInstant"), now=expected.now, code="assertion_instant", age=FORCED_AGE
    )
    _check_subject(reading.only(assertion, SAML, "Subject", "subject_count"), expected)
    _check_conditions(reading.only(assertion, SAML, "Conditions", "conditions_count"), expected)
    return _authenticated(assertion, expected)


def _check_subject(subject: Element, expected: Expected) -> None:
    confirmation = reading.only(subject, SAML, "SubjectConfirmation", "confirmation_count")
    if confirmation.get("Method") != BEARER:
        refusing.invalid("confirmation_method")
    data = reading.only(confirmation, SAML, "SubjectConfirmationData", "confirmation_data")
    if data.get("InResponseTo") != expected.request_id:
        refusing.invalid("assertion_to_other")
    if data.get("Recipient") != expected.service.acs_url:
        refusing.invalid("recipient")
    moments.check_window(
        data.get("NotBefore"), data.get("NotOnOrAfter"), now=expected.now, code="confirmation_window"
    )


def _check_conditions(conditions: Element, expected: Expected) -> None:
    moments.check_window(
        conditions.get("NotBefore"),
        conditions.get("NotOnOrAfter"),
        now=expected.now,
        code="conditions_window",
    )
    known = {tag(SAML, name) for name in ("AudienceRestriction", "OneTimeUse", "ProxyRestriction")}
    if any(child.tag not in known for child in conditions):  # the standard: who does not know it, refuses
        refusing.invalid("condition_unknown")
    restrictions = reading.children(conditions, SAML, "AudienceRestriction")
    if not restrictions or not all(_is_for(each, expected.service.entity_id) for each in restrictions):
        refusing.invalid("audience")


def _is_for(restriction: Element, entity_id: str) -> bool:
    return entity_id in [reading.text(each) for each in reading.children(restriction, SAML, "Audience")]


def _authenticated(assertion: Element, expected: Expected) -> Judged:
    service = expected.service
    statement = reading.only(assertion, SAML, "AuthnStatement", "statement_count")
    ends = moments.maybe(statement.get("SessionNotOnOrAfter"))
    if ends is not None and ends + moments.SKEW <= expected.now:
        refusing.expired("session_ended")
    when = moments.check_fresh(
        statement.get("AuthnInstant"),
        now=expected.now,
        code="authn_instant",
        age=FORCED_AGE if service.is_forced else KNOWN_AGE,
    )
    context = reading.only(statement, SAML, "AuthnContext", "context_count")
    name = reading.text(reading.only(context, SAML, "AuthnContextClassRef", "level_count"))
    level = levels.named(service.scheme, name)
    if level < max(service.minimum, Level.BASIS):
        raise SignInRefusedError(RefusalReason.LEVEL, "level_low")
    return Judged(assertion, level, when, statement.get("SessionIndex", ""))


def _check_version(element: Element, code: str) -> None:
    if element.get("Version") != "2.0" or not element.get("ID"):
        refusing.invalid(f"{code}_version")


def _check_issuer(element: Element, issuer: str, *, required: bool) -> None:
    found = reading.at_most_one(element, SAML, "Issuer", "issuer_twice")
    if found is None and not required:
        return
    if reading.text(found) != issuer:
        refusing.invalid("issuer")


def _codes(element: Element) -> list[str]:
    """Answer the codes of a status, from the outer to the inner."""
    status = reading.only(element, SAMLP, "Status", "no_status")
    code = reading.only(status, SAMLP, "StatusCode", "no_status")
    found = [code.get("Value", "")]
    while (inner := reading.at_most_one(code, SAMLP, "StatusCode", "status_twice")) is not None:
        code = inner
        found.append(code.get("Value", ""))
    return found
