"""An answer that is signed as it should be, and is not for us, not for this request, not of now, or not sure enough."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integrations.identities import Level, RefusalReason, SubjectKind
from integrations.sandbox.identity_saml import xml
from integrations.sandbox.world.people import companies, people
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.digid_eherkenning.dance import Door, door, refused
from tests.integrations.digid_eherkenning.forging import (
    Change,
    answered,
    attribute,
    nothing,
    refusal,
    resigned,
    text,
    twice,
    without,
)

FATIMA = people()[0].bsn
CONFIRMATION = "//saml:SubjectConfirmationData"
LEVEL = "//saml:AuthnContextClassRef"
BASIS = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
CODES = {RefusalReason.INVALID, RefusalReason.NOT_ALLOWED}


def moved(**by: float) -> str:
    return xml.moment(datetime.now(UTC) + timedelta(**by))


def test_an_answer_that_is_signed_anew_is_taken(digid: Door) -> None:
    """The negative control of all below."""
    assert answered(digid, resigned(nothing)).acting.value == FATIMA


@pytest.mark.attack("I01", "I05")
@pytest.mark.parametrize(
    "change",
    [
        attribute("//samlp:Response", "InResponseTo", "_van-een-ander-verzoek-0000"),
        attribute("//samlp:Response", "InResponseTo", None),
        attribute(CONFIRMATION, "InResponseTo", "_van-een-ander-verzoek-0000"),
        attribute(CONFIRMATION, "InResponseTo", None),
        attribute("//samlp:ArtifactResponse", "InResponseTo", "_van-een-ander-verzoek-0000"),
        attribute("//samlp:ArtifactResponse", "InResponseTo", None),
    ],
)
def test_an_answer_to_another_request_is_refused(digid: Door, change: Change) -> None:
    assert refusal(digid, resigned(change)).reason is RefusalReason.INVALID


@pytest.mark.attack("I01", "I05")
def test_an_answer_to_one_journey_ends_no_other(digid: Door) -> None:
    departure, number = digid.begin()
    _other, other_number = digid.begin()
    artifact = digid.choose(departure)

    assert refused(lambda: digid.complete(artifact, other_number)).reason is RefusalReason.INVALID
    assert refused(lambda: digid.complete(artifact, number)).code == "artifact_unknown"


@pytest.mark.attack("I02")
def test_an_artifact_is_good_for_one_time(digid: Door) -> None:
    departure, number = digid.begin()
    artifact = digid.choose(departure)

    assert digid.complete(artifact, number).acting.value == FATIMA
    assert refused(lambda: digid.complete(artifact, number)).code == "artifact_unknown"


@pytest.mark.attack("I02", "I03")
def test_an_artifact_of_one_municipality_is_nothing_at_another(digid: Door, waterrijk: TenantRef) -> None:
    departure, number = digid.begin()
    artifact = digid.choose(departure)

    with enter(waterrijk):
        elsewhere = door(digid.stage, waterrijk)
        assert elsewhere.sign_in().acting.value == FATIMA
        assert refused(lambda: elsewhere.complete(artifact, number)).code == "artifact_of_other"
    assert digid.complete(artifact, number).acting.value == FATIMA


@pytest.mark.attack("I02", "I15")
@pytest.mark.parametrize(
    "artifact", ["", "AAQ", "geen base64 !", "QUFB" * 15, "A" * 10_000, "AAQA//" + "A" * 52]
)
def test_what_is_no_artifact_of_this_provider_is_asked_of_nobody(digid: Door, artifact: str) -> None:
    _departure, number = digid.begin()

    assert refused(lambda: digid.complete(artifact, number)).reason is RefusalReason.INVALID
    assert digid.stage.calls("/artifacts") == 0


@pytest.mark.attack("I15")
def test_an_artifact_of_another_provider_of_the_same_municipality_is_refused(
    digid: Door, eherkenning: Door
) -> None:
    departure, _number = digid.begin()
    _other, number = eherkenning.begin()

    assert refused(lambda: eherkenning.complete(digid.choose(departure), number)).code == "artifact_of_other"


@pytest.mark.attack("I03")
@pytest.mark.parametrize(
    "change",
    [
        attribute("//samlp:Response", "Destination", "https://waterrijk.localhost/digid/acs"),
        attribute("//samlp:Response", "Destination", ""),
        attribute("//samlp:Response", "Destination", "http://127.0.0.1/digid/acs/verder"),
        attribute(CONFIRMATION, "Recipient", "https://waterrijk.localhost/digid/acs"),
        attribute(CONFIRMATION, "Recipient", "http://127.0.0.1/digid/acs?waterrijk"),
        attribute(CONFIRMATION, "Recipient", None),
        text("//saml:Audience", "https://waterrijk.localhost/metadata"),
        text("//saml:Audience", ""),
        without("//saml:AudienceRestriction"),
        without("//saml:Conditions"),
        text("//saml:Assertion/saml:Issuer", "https://een-ander.example"),
        without("//saml:Assertion/saml:Issuer"),
        text("//samlp:Response/saml:Issuer", "https://een-ander.example"),
        text("//samlp:ArtifactResponse/saml:Issuer", "https://een-ander.example"),
        without("//samlp:ArtifactResponse/saml:Issuer"),
        without("//saml:SubjectConfirmation"),
        attribute("//saml:SubjectConfirmation", "Method", "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"),
        twice("//saml:SubjectConfirmation"),
        twice("//saml:AuthnStatement"),
        twice("//saml:NameID"),
        twice("//saml:Subject"),
        twice("//samlp:Response"),
        attribute("//saml:Assertion", "Version", "1.1"),
    ],
)
def test_an_answer_for_somebody_else_is_refused(digid: Door, change: Change) -> None:
    assert refusal(digid, resigned(change)).reason is RefusalReason.INVALID


@pytest.mark.attack("I03")
def test_an_audience_with_us_among_others_is_ours(digid: Door) -> None:
    def and_another(envelope: Any) -> None:
        for audience in xml.find(envelope, "//saml:Audience"):
            audience.addnext(xml.saml.Audience("https://makelaar.example"))

    assert answered(digid, resigned(and_another)).acting.value == FATIMA


WINDOWS = [
    (CONFIRMATION, "NotOnOrAfter", {"minutes": -10}),
    (CONFIRMATION, "NotOnOrAfter", {"minutes": -3}),
    (CONFIRMATION, "NotBefore", {"minutes": 10}),
    ("//saml:Conditions", "NotOnOrAfter", {"minutes": -3}),
    ("//saml:Conditions", "NotBefore", {"minutes": 3}),
    ("//saml:AuthnStatement", "AuthnInstant", {"minutes": 10}),
    ("//saml:AuthnStatement", "AuthnInstant", {"days": -2}),
    ("//saml:AuthnStatement", "SessionNotOnOrAfter", {"minutes": -10}),
    ("//saml:Assertion", "IssueInstant", {"minutes": 10}),
    ("//saml:Assertion", "IssueInstant", {"days": -1}),
    ("//samlp:ArtifactResponse", "IssueInstant", {"minutes": -10}),
    ("//samlp:Response", "IssueInstant", {"minutes": 10}),
]


@pytest.mark.attack("I07")
@pytest.mark.fault("F49")
@pytest.mark.parametrize(("path", "name", "by"), WINDOWS)
def test_an_answer_of_another_time_is_refused(
    digid: Door, path: str, name: str, by: dict[str, float]
) -> None:
    error = refusal(digid, resigned(attribute(path, name, moved(**by))))

    assert error.reason is RefusalReason.EXPIRED


@pytest.mark.attack("I07")
@pytest.mark.parametrize(
    ("path", "name", "by"),
    [
        (CONFIRMATION, "NotOnOrAfter", {"minutes": -1}),
        ("//saml:Conditions", "NotBefore", {"minutes": 1}),
        ("//saml:AuthnStatement", "AuthnInstant", {"minutes": 1}),
    ],
)
def test_a_clock_that_is_a_minute_off_is_no_reason_to_refuse(
    digid: Door, path: str, name: str, by: dict[str, float]
) -> None:
    """The negative control."""
    assert answered(digid, resigned(attribute(path, name, moved(**by)))).acting.value == FATIMA


@pytest.mark.attack("I07")
@pytest.mark.parametrize(
    "value", ["", "gisteren", "9999-99-99T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00+99:99", None]
)
def test_an_end_that_is_no_moment_is_no_end(digid: Door, value: str | None) -> None:
    assert refusal(digid, resigned(attribute(CONFIRMATION, "NotOnOrAfter", value))).reason in {
        RefusalReason.INVALID, RefusalReason.EXPIRED,
    }  # fmt: skip


@pytest.mark.attack("I08")
@pytest.mark.parametrize(
    ("level", "minimum"), [("basis", "MIDDEN"), ("midden", "SUBSTANTIEEL"), ("substantieel", "HOOG")]
)
def test_less_sure_than_was_asked_is_refused(digid: Door, level: str, minimum: str) -> None:
    departure, number = digid.begin(minimum=Level[minimum])
    artifact = digid.choose(departure, level=level)

    error = refused(lambda: digid.complete(artifact, number, minimum=Level[minimum]))

    assert (error.reason, error.code) == (RefusalReason.LEVEL, "level_low")


@pytest.mark.attack("I08")
@pytest.mark.parametrize(
    "change",
    [
        text(LEVEL, "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI "[:-1] + "x"),
        text(LEVEL, "urn:etoegang:core:assurance-class:loa4"),
        text(LEVEL, ""),
        without(LEVEL),
        twice(LEVEL),
    ],
)
def test_a_level_that_the_scheme_does_not_know_is_none(digid: Door, change: Change) -> None:
    assert refusal(digid, resigned(change)).reason in {RefusalReason.LEVEL, RefusalReason.INVALID}


@pytest.mark.attack("I08")
def test_surer_than_was_asked_is_let_in(digid: Door) -> None:
    """The negative control: the level that was shown is told."""
    assert digid.sign_in(level="hoog").level is Level.HOOG


@pytest.mark.attack("I09")
@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ({"sector": "s00000001"}, "sofi"),
        ({"sector": "s00000002"}, "sector_unknown"),
        ({"sector": ""}, "sector_unknown"),
        ({"bsn": "999990021"}, "bsn_check"),
        ({"bsn": "00000000"}, "bsn_malformed"),
        ({"bsn": "000000000"}, "bsn_malformed"),
        ({"bsn": "٩٩٩٩٩٠٠١٩"}, "bsn_malformed"),
        ({"bsn": "99999001\u0664"}, "bsn_malformed"),
        ({"bsn": "999990021", "represented": 1}, "bsn_check"),
    ],
)
def test_a_number_of_another_kind_lets_nobody_in(digid: Door, choice: dict[str, Any], code: str) -> None:
    error = digid.refused(**choice)

    assert (error.reason, error.code) == (RefusalReason.NOT_ALLOWED, code)
    assert str(choice.get("bsn") or "-") not in str(error)


@pytest.mark.attack("I09")
@pytest.mark.parametrize(
    ("changes", "choice", "code"),
    [
        ({"company_numbers": (SubjectKind.KVK,)}, {"numbers": "rsin"}, "no_company_number"),
        ({"with_branches": False}, {"branch": companies()[0].branches[0].number}, "branch_only"),
        ({}, {"branch": "12345"}, "branch_malformed"),
        ({}, {"branch": "000000000000x"}, "branch_malformed"),
        ({"service_uuids": ("een-andere-dienst",)}, {}, "service_other"),
    ],
)
def test_a_company_that_this_door_is_not_for_stays_outside(
    eherkenning: Door, changes: dict[str, Any], choice: dict[str, Any], code: str
) -> None:
    departure, number = eherkenning.begin(**changes)
    artifact = eherkenning.choose(departure, **choice)

    assert refused(lambda: eherkenning.complete(artifact, number, **changes)).code == code


@pytest.mark.attack("I09", "I30")
@pytest.mark.parametrize(
    "change",
    [
        without("//saml:Attribute[contains(@Name, 'LegalSubjectID')]"),
        without("//saml:Attribute[contains(@Name, 'ActingSubjectID')]"),
        twice("//saml:Attribute[contains(@Name, 'LegalSubjectID')]"),
        twice("//saml:Attribute[contains(@Name, 'Vestigingsnr')]"),
        twice("//saml:Attribute[contains(@Name, 'Vestigingsnr')]/saml:AttributeValue"),
        text("//saml:Attribute[contains(@Name, 'Vestigingsnr')]/saml:AttributeValue", ""),
        without("//saml:Attribute[contains(@Name, 'ServiceUUID')]"),
        attribute(
            "//xenc:EncryptedKey/xenc:EncryptionMethod",
            "Algorithm",
            "http://www.w3.org/2001/04/xmlenc#rsa-1_5",
        ),
        text("//xenc:EncryptedData//xenc:CipherValue", "AAAA"),
    ],
)
def test_a_mandate_that_is_not_clear_is_none(eherkenning: Door, change: Change) -> None:
    branch = companies()[0].branches[0].number
    assert answered(eherkenning, resigned(nothing), branch=branch).representation

    assert refusal(eherkenning, resigned(change), branch=branch).reason in CODES


@pytest.mark.attack("I09")
def test_an_identifier_that_is_encrypted_for_another_is_not_read(
    eherkenning: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    from integrations.sandbox.identity_saml import answers
    from tests.integrations.digid_eherkenning.dance import own_pair

    encrypt: Callable[..., Any] = xml.encrypted
    other = own_pair("een ander").certificate
    monkeypatch.setattr(answers.xml, "encrypted", lambda name, _certificate, to: encrypt(name, other, to))

    assert eherkenning.refused().code == "encrypted_for_other"
