"""What an artifact stands for: an answer about whom was chosen, signed, made when it is asked for."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from cryptography import x509

from integrations.sandbox.world.people import Person

from . import xml
from .choices import LEVELS, OUTCOMES, STATUS, Choice, pseudonym
from .keys import Own
from .store import Answer
from .xml import Element, saml, samlp

GOOD_FOR = timedelta(minutes=2)
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
GDI = "urn:nl-eid-gdi:1.0:"
CORE = "urn:etoegang:core:"
V9 = "urn:etoegang:1.9:"
V11 = "urn:etoegang:1.11:"
V13 = "urn:etoegang:1.13:"

type Hidden = Callable[..., Element]
"""Makes an attribute whose values are encrypted."""


def artifact_response(
    answer: Answer | None, *, own: Own, entity_id: str, to: str, certificate: x509.Certificate
) -> Element:
    """Answer a question which artifact is what.

    :param answer: None for an artifact that is not known, or was asked for before.
    :param to: the number of the question.
    :param certificate: of who asks: identifiers are encrypted for it.
    """
    outer = samlp.ArtifactResponse(
        saml.Issuer(entity_id),
        _status("Success"),
        ID=xml.number(),
        Version="2.0",
        IssueInstant=xml.moment(),
        InResponseTo=to,
    )
    if answer is not None:
        outer.append(response(answer, own=own, entity_id=entity_id, certificate=certificate))
    return xml.sign(outer, own)


def response(answer: Answer, *, own: Own, entity_id: str, certificate: x509.Certificate) -> Element:
    """Answer what was chosen."""
    _label, codes, message = OUTCOMES[answer.choice.outcome]
    found = samlp.Response(
        saml.Issuer(entity_id),
        _status(*codes, message=message),
        ID=xml.number(),
        Version="2.0",
        IssueInstant=xml.moment(),
        Destination=answer.begun.acs,
        InResponseTo=answer.begun.request.number,
    )
    if codes == ("Success",):
        assertion = assert_(answer, entity_id=entity_id, certificate=certificate)
        found.append(xml.sign(assertion, own))
    return found


def assert_(answer: Answer, *, entity_id: str, certificate: x509.Certificate) -> Element:
    """Make an assertion, unsigned."""
    begun, choice, now = answer.begun, answer.choice, datetime.now(UTC)
    scheme, ends = begun.whose[1], xml.moment(now + GOOD_FOR)
    attributes = list(_attributes(choice, scheme, begun.request.issuer, certificate))
    return saml.Assertion(
        saml.Issuer(entity_id),
        saml.Subject(
            saml.NameID(name_id(answer)),
            saml.SubjectConfirmation(
                saml.SubjectConfirmationData(
                    InResponseTo=begun.request.number, Recipient=begun.acs, NotOnOrAfter=ends
                ),
                Method="urn:oasis:names:tc:SAML:2.0:cm:bearer",
            ),
        ),
        saml.Conditions(
            saml.AudienceRestriction(saml.Audience(begun.request.issuer)),
            NotBefore=xml.moment(now - GOOD_FOR),
            NotOnOrAfter=ends,
        ),
        saml.AuthnStatement(
            saml.AuthnContext(saml.AuthnContextClassRef(LEVELS[scheme][choice.level][1])),
            AuthnInstant=xml.moment(answer.at),
            SessionIndex=session_index(answer),
        ),
        *([saml.AttributeStatement(*attributes)] if attributes else []),
        ID=xml.number(),
        Version="2.0",
        IssueInstant=xml.moment(now),
    )


def name_id(answer: Answer) -> str:
    """Answer the name of who is there: a number, or one of this session only."""
    choice = answer.choice
    if answer.begun.whose[1] == "digid" and choice.represented is None:
        return f"{choice.sector}:{choice.bsn or choice.who().bsn}"
    return pseudonym("transient", answer.handle.hex())[:40]


def session_index(answer: Answer) -> str:
    """Answer the number of the session."""
    return f"_{pseudonym('session', answer.handle.hex())[:40]}"


def _attributes(choice: Choice, scheme: str, portal: str, certificate: x509.Certificate) -> Iterator[Element]:
    def hidden(name: str, *told: tuple[str, str]) -> Element:
        names = [saml.NameID(value, NameQualifier=kind, Format=PERSISTENT) for kind, value in told]
        values = [saml.AttributeValue(xml.encrypted(each, certificate, portal)) for each in names]
        return saml.Attribute(*values, Name=name)

    if scheme == "digid":
        if choice.represented is not None:
            represented = Choice(person=choice.represented).who()
            bsn = choice.bsn or choice.who().bsn
            yield _plain(f"{GDI}ServiceUUID", choice.service)
            yield hidden(f"{GDI}ActingSubjectID", (f"{GDI}id:legacy-BSN", bsn))
            yield hidden(f"{GDI}LegalSubjectID", (f"{GDI}id:legacy-BSN", represented.bsn))
        return
    yield _plain(f"{CORE}ServiceID", "urn:etoegang:DV:00000000000000000000:services:1")
    yield _plain(f"{CORE}ServiceUUID", choice.service)
    firm = choice.firm()
    if firm is None:
        yield from _european(choice, portal, hidden)
        return
    acting = pseudonym(portal, firm.kvk, choice.employee)
    yield hidden(f"{CORE}ActingSubjectID", (f"{V13}EntityConcernedID:Pseudo", acting))
    kvk = (f"{V9}EntityConcernedID:KvKnr", firm.kvk)
    rsin = (f"{V9}EntityConcernedID:RSIN", firm.rsin)
    yield hidden(
        f"{CORE}LegalSubjectID", *{"kvk": [kvk], "rsin": [rsin], "both": [kvk, rsin]}[choice.numbers]
    )
    yield _plain(f"{V11}attribute-represented:CompanyName", firm.name)
    if choice.branch:
        yield _plain(f"{V9}ServiceRestriction:Vestigingsnr", choice.branch)
    if choice.intermediary is not None:
        between = Choice(company=choice.intermediary).firm()
        assert between is not None
        yield hidden(f"{CORE}IntermediateSubjectID", (f"{V9}EntityConcernedID:KvKnr", between.kvk))


def _european(choice: Choice, portal: str, hidden: Hidden) -> Iterator[Element]:
    person = choice.who()
    yield hidden(f"{CORE}ActingSubjectID", (f"{V13}EntityConcernedID:Pseudo", pseudonym(portal, person.name)))
    yield _plain(f"{V9}attribute:FirstName", person.first_name)
    yield _plain(f"{V9}attribute:FamilyName", _family_name(person))
    yield _plain(f"{V9}attribute:DateOfBirth", person.born.isoformat())
    if choice.european_company:
        number = f"BE/NL/{pseudonym('company', person.name)[:10]}"
        yield hidden(f"{CORE}LegalSubjectID", (f"{V11}EntityConcernedID:eIDASLegalIdentifier", number))
        yield _plain(f"{V11}attribute-represented:CompanyName", f"{person.surname} & Fils")


def _family_name(person: Person) -> str:
    return f"{person.prefix} {person.surname}".strip()


def _plain(name: str, value: str) -> Element:
    return saml.Attribute(saml.AttributeValue(value), Name=name)


def _status(*codes: str, message: str = "") -> Element:
    inner = None
    for code in reversed(codes):
        made = samlp.StatusCode(Value=f"{STATUS}{code}")
        if inner is not None:
            made.append(inner)
        inner = made
    return samlp.Status(inner, *([samlp.StatusMessage(message)] if message else []))
