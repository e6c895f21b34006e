"""Nobody signs somebody else out, and only the provider that was asked says that a session has ended (attack I11)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from integrations.digid_eherkenning import operations, queries
from integrations.digid_eherkenning.types import new_request_id
from integrations.identities import RefusalReason, SubjectKind
from integrations.sandbox.identity_saml import keys, signing_out, store, xml
from integrations.sandbox.world.people import people
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.digid_eherkenning.dance import Door, door, fetch, refused, visit
from tests.integrations.digid_eherkenning.forging import attribute, text, the, twice, without

pytestmark = pytest.mark.attack("I11")
FATIMA = people()[0].bsn


def registered(digid: Door) -> None:
    """Hand our metadata in."""
    told = queries.metadata(digid.connection, digid.service)
    base = f"{digid.stage.url}/t/{digid.slug}/digid"
    assert fetch("POST", f"{base}/registration", told)[0] == 204


def asked_by(
    digid: Door, change: Callable[[Any], None] | None = None, *, own: keys.Own | None = None
) -> bytes:
    """Make the message in which the provider asks to end the last session."""
    whose = (digid.slug, "digid")
    _key, session = store.SESSIONS.where(lambda each: each.whose == whose)[0]
    portal = store.Portal(digid.service.entity_id, logout=digid.service.slo_soap_url)
    entity_id = f"{digid.stage.url}/t/{digid.slug}/digid/metadata"
    request = signing_out.logout_request(session, portal, entity_id=entity_id)
    request.remove(the(request, "ds:Signature"))
    envelope = xml.soap.Envelope(xml.soap.Body(request))
    if change:
        change(envelope)
    for each in xml.find(envelope, "//samlp:LogoutRequest"):
        xml.sign(each, own or keys.own())
    return xml.write(envelope)


def requested(digid: Door, body: bytes) -> Any:
    return operations.logout_requested(digid.connection, digid.service, body)


@pytest.mark.covers("I-193")
def test_the_provider_ends_somebodys_sessions_and_is_answered(digid: Door) -> None:
    """The negative control of all below."""
    told = digid.sign_in()
    body = asked_by(digid)

    asked = requested(digid, body)

    assert asked.subject
    assert (asked.subject.kind, asked.subject.value) == (SubjectKind.BSN, FATIMA)
    assert asked.handle.name_id == told.logout.name_id
    assert asked.handle.session_index == told.logout.session_index
    answer = the(xml.parse(asked.response), "//samlp:LogoutResponse")
    assert xml.signer_of(answer)
    number = the(xml.parse(body), "//samlp:LogoutRequest").get("ID")
    assert answer.get("InResponseTo") == asked.message_id == number
    assert FATIMA not in repr(asked)


def test_a_session_of_a_mandate_is_named_by_itself(digid: Door) -> None:
    told = digid.sign_in(represented=1)

    asked = requested(digid, asked_by(digid))

    assert asked.subject is None
    assert asked.handle.name_id == told.logout.name_id


def test_who_does_not_sign_ends_no_session(digid: Door) -> None:
    digid.sign_in()
    body = asked_by(digid)
    envelope = xml.parse(body)
    for signature in xml.find(envelope, "//ds:Signature"):
        signature.getparent().remove(signature)

    assert refused(lambda: requested(digid, xml.write(envelope))).code == "not_signed"
    assert (
        refused(lambda: requested(digid, body.replace(FATIMA.encode(), b"999990111"))).code
        == "signature_wrong"
    )
    assert (
        refused(lambda: requested(digid, asked_by(digid, own=keys.make("een ander")))).code
        == "signature_wrong"
    )


def moved(**by: float) -> str:
    return xml.moment(datetime.now(UTC) + timedelta(**by))


@pytest.mark.parametrize(
    "change",
    [
        text("//saml:Issuer", "https://een-ander.example"),
        without("//saml:Issuer"),
        attribute("//samlp:LogoutRequest", "Destination", "https://waterrijk.localhost/digid/slo/soap"),
        attribute("//samlp:LogoutRequest", "IssueInstant", moved(minutes=-10)),
        attribute("//samlp:LogoutRequest", "IssueInstant", moved(minutes=90)),
        attribute("//samlp:LogoutRequest", "IssueInstant", None),
        attribute("//samlp:LogoutRequest", "NotOnOrAfter", moved(minutes=-3)),
        attribute("//samlp:LogoutRequest", "Version", "1.1"),
        without("//saml:NameID"),
        text("//saml:NameID", ""),
        twice("//saml:NameID"),
        twice("//samlp:LogoutRequest"),
    ],
)
def test_a_request_for_another_or_of_another_time_ends_no_session(digid: Door, change: Any) -> None:
    digid.sign_in()

    assert refused(lambda: requested(digid, asked_by(digid, change)))


def test_a_request_at_one_municipality_ends_no_session_at_another(digid: Door, waterrijk: TenantRef) -> None:
    digid.sign_in()
    body = asked_by(digid)

    with enter(waterrijk):
        elsewhere = door(digid.stage, waterrijk)
        assert refused(lambda: requested(elsewhere, body)).code == "issuer"
    assert requested(digid, body).subject


@pytest.mark.parametrize("body", [b"", b"<x/>", b"<!DOCTYPE x><x/>", b"<" * 1_000_000])
def test_what_is_no_request_is_refused_without_saying_why(digid: Door, body: bytes) -> None:
    digid.begin()

    assert refused(lambda: requested(digid, body)).reason is RefusalReason.INVALID
    assert b"Fault" in operations.refusal()


@pytest.mark.covers("I-193")
def test_somebody_signs_out_at_the_provider_and_comes_back(digid: Door) -> None:
    registered(digid)
    told = digid.sign_in()
    departure, number, query = _signed_out(digid, told.logout)

    operations.logout_completed(digid.connection, digid.service, query, request_id=number)

    assert FATIMA not in departure.url
    assert parse_qs(query)["RelayState"] == [number]
    whose = (digid.slug, "digid")
    assert not store.SESSIONS.where(lambda each: each.whose == whose)


def _signed_out(digid: Door, handle: Any) -> tuple[Any, str, str]:
    number = new_request_id()
    departure = operations.logout_begin(digid.connection, digid.service, handle, request_id=number)
    status, page, headers = visit(departure)
    assert status == 303, page
    assert headers["location"].startswith(digid.service.slo_redirect_url)
    return departure, number, urlsplit(headers["location"]).query


@pytest.mark.parametrize(
    "change",
    [
        lambda query: query.replace("SAMLResponse=", "SAMLResponse=A"),
        lambda query: query.partition("&Signature=")[0],
        lambda query: query.replace("rsa-sha256", "rsa-sha1"),
        lambda query: f"{query}&SAMLResponse=x",
        lambda query: f"{query}&RelayState=/elders",
        lambda query: f"{query}&SAMLRespons%65=x",
        lambda query: "",
        lambda query: f"{query}&x={'x' * 30_000}",
    ],
)
def test_an_answer_that_was_changed_on_the_way_says_nothing(
    digid: Door, change: Callable[[str], str]
) -> None:
    registered(digid)
    _departure, number, query = _signed_out(digid, digid.sign_in().logout)

    def complete() -> None:
        operations.logout_completed(digid.connection, digid.service, change(query), request_id=number)

    assert refused(complete).reason is RefusalReason.INVALID


def test_an_answer_to_another_request_says_nothing(digid: Door) -> None:
    registered(digid)
    _departure, _number, query = _signed_out(digid, digid.sign_in().logout)

    def complete() -> None:
        operations.logout_completed(digid.connection, digid.service, query, request_id=new_request_id())

    assert refused(complete).code == "logout_of_other"
