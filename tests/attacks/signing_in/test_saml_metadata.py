"""Our metadata is our own, and the provider's is believed only as far as it should be (attacks I12, I13, I15)."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from integrations.connections.models import Connection
from integrations.connections.types import Finding
from integrations.digid_eherkenning import checks, operations, providers, queries, tending
from integrations.digid_eherkenning.models import ProviderMetadata
from integrations.digid_eherkenning.types import Scheme
from integrations.identities import RefusalReason
from integrations.sandbox.identity_saml import keys, xml
from integrations.sandbox.web import Request, Response
from tenants.alerts.models import Alert
from tenants.audit import SYSTEM
from tenants.entry import current, enter, outside
from tenants.types import Kind, TenantRef
from tests.integrations.digid_eherkenning.dance import Door, door, own_pair, pem_of, refused, saved
from tests.integrations.digid_eherkenning.forging import attribute, the, without


def certificates_in(metadata: bytes) -> list[str]:
    return [
        str(each.text) for each in xml.find(xml.parse(metadata), "//md:KeyDescriptor//ds:X509Certificate")
    ]


def shown(chain: str) -> str:
    return "".join(chain.splitlines()[1:-1])


@pytest.mark.covers("I-194")
@pytest.mark.attack("I12")
def test_our_metadata_says_who_we_are_and_nothing_of_our_key(digid: Door) -> None:
    told = queries.metadata(digid.connection, digid.service)
    chain, key = pem_of(own_pair())

    root = xml.parse(told)
    assert root.get("entityID") == digid.service.entity_id
    assert set(certificates_in(told)) == {shown(chain)}
    assert xml.signer_of(root) == own_pair().certificate
    assert b"PRIVATE" not in told
    assert key.splitlines()[1].encode() not in told
    assert the(root, "//md:AssertionConsumerService").get("Location") == digid.service.acs_url


@pytest.mark.covers("I-194")
def test_our_metadata_has_the_certificate_that_follows(digid: Door) -> None:
    chain, _key = pem_of(own_pair("het volgende"))
    Connection.objects.filter(pk=digid.connection).update(next_certificate=chain)

    told = queries.metadata(digid.connection, digid.service)

    assert set(certificates_in(told)) == {shown(pem_of(own_pair())[0]), shown(chain)}


@pytest.mark.attack("I12")
def test_each_municipality_has_metadata_of_its_own(digid: Door, waterrijk: TenantRef) -> None:
    with enter(waterrijk):
        elsewhere = door(digid.stage, waterrijk, own=own_pair("waterrijk"))
        theirs = queries.metadata(elsewhere.connection, elsewhere.service)
        assert (
            refused(lambda: queries.metadata(digid.connection, digid.service)).reason is RefusalReason.CLOSED
        )
        assert refused(lambda: elsewhere.begin() and operations.begin(
            digid.connection, digid.service, request_id="_" + "0" * 40
        )).reason is RefusalReason.CLOSED  # fmt: skip

    ours = queries.metadata(digid.connection, digid.service)
    assert not {*certificates_in(ours)} & {*certificates_in(theirs)}


@pytest.mark.covers("I-195")
def test_the_catalogue_of_services_names_what_we_ask(eherkenning: Door) -> None:
    told = xml.parse(queries.service_catalogue(eherkenning.connection, eherkenning.service)).getroottree()

    names = {"esc": "urn:etoegang:1.13:service-catalog", "saml": xml.SAML}
    assert told.xpath("//esc:ServiceUUID/text()", namespaces=names)[0] == eherkenning.service.service_uuids[0]
    assert told.xpath("//esc:EntityConcernedTypesAllowed/text()", namespaces=names) == [
        "urn:etoegang:1.9:EntityConcernedID:KvKnr", "urn:etoegang:1.9:EntityConcernedID:RSIN",
    ]  # fmt: skip
    assert told.xpath("//saml:AuthnContextClassRef/text()", namespaces=names) == [
        "urn:etoegang:core:assurance-class:loa3"
    ]


def described(door: Door, change: Callable[[Any], None], *, own: keys.Own | None = None) -> None:
    """Let the provider say something else of itself, signed as it should be."""

    def alter(request: Request, response: Response) -> Response:
        if not request.path.endswith("/metadata"):
            return response
        root = xml.parse(response.content)
        for each in xml.find(root, "ds:Signature"):
            root.remove(each)
        change(root)
        return replace(response, body=xml.write(xml.sign(root, own or keys.own())))

    door.stage.alter = alter


@pytest.mark.attack("I13", "I15")
@pytest.mark.parametrize("place", ["SingleSignOnService", "ArtifactResolutionService", "SingleLogoutService"])
@pytest.mark.parametrize(
    "url", ["https://digid.example/sso", "http://127.0.0.1:1/sso", "javascript:alert(1)", ""]
)
def test_a_sandbox_is_sent_nowhere_but_to_the_stand_in(digid: Door, place: str, url: str) -> None:
    described(digid, attribute(f"//md:{place}", "Location", url))

    assert refused(digid.begin).code == "metadata_address"


@pytest.mark.attack("I13")
def test_a_production_municipality_never_trusts_the_stand_in(digid: Door) -> None:
    access, _ours = providers.access_to(digid.connection)
    digid.begin()
    kept = ProviderMetadata.objects.get(pk=digid.connection).xml.encode()
    production = replace(current(), kind=Kind.PRODUCTION)
    now = datetime.now(UTC)

    error = refused(lambda: providers.describe(kept, access, production, now))

    assert error.code == "metadata_address"
    assert checks.examine(access, tenant=production) is Finding.ADDRESS_REFUSED
    assert checks.examine(access, tenant=current()) is Finding.WORKS


@pytest.mark.covers("I-190")
@pytest.mark.parametrize(
    "change",
    [
        attribute("/md:EntityDescriptor", "validUntil", "2020-01-01T00:00:00Z"),
        attribute("/md:EntityDescriptor", "entityID", ""),
        without("//md:IDPSSODescriptor"),
        without("//md:KeyDescriptor"),
        without("//md:ArtifactResolutionService"),
        without("//md:SingleSignOnService"),
    ],
)
def test_metadata_that_is_of_no_use_is_not_believed(digid: Door, change: Callable[[Any], None]) -> None:
    described(digid, change)

    assert refused(digid.begin)
    assert not ProviderMetadata.objects.filter(pk=digid.connection).exists()


@pytest.mark.covers("I-190")
def test_metadata_must_be_signed_by_whom_this_connection_trusts(digid: Door) -> None:
    right = keys.own().certificate.public_bytes(serialization.Encoding.PEM).decode()
    trusting = door(digid.stage, digid.tenant, trusted=right)
    distrusting = door(digid.stage, digid.tenant, trusted=pem_of(own_pair("een ander"))[0])

    assert trusting.sign_in()
    assert refused(distrusting.begin).code == "metadata_not_trusted"
    access, _ours = providers.access_to(distrusting.connection)
    assert checks.examine(access, tenant=digid.tenant) is Finding.CERTIFICATE_UNKNOWN


@pytest.mark.covers("I-190")
@pytest.mark.parametrize("what", ["name", "certificates"])
def test_a_provider_that_is_another_all_at_once_is_not_believed(
    digid: Door, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    digid.sign_in()
    before = ProviderMetadata.objects.get(pk=digid.connection)
    other = keys.make("een ander")
    with monkeypatch.context() as patched:
        if what == "name":
            described(digid, attribute("/md:EntityDescriptor", "entityID", "https://een-ander.example"))
        else:
            patched.setattr(keys, "own", lambda: other)
        tending.refresh("test")
    digid.stage.rest()

    kept = ProviderMetadata.objects.get(pk=digid.connection)
    assert (kept.entity_id, kept.fingerprints) == (before.entity_id, before.fingerprints)
    assert kept.pending_xml
    assert "metadata_pending" in tending.states().values()
    with outside():
        alert = Alert.objects.get(subject__contains=str(digid.connection), ended_at=None)
    assert "andere naam" in alert.text
    assert digid.sign_in()


@pytest.mark.covers("I-190")
def test_somebody_may_take_over_what_was_laid_aside(digid: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    digid.sign_in()
    other = keys.make("een nieuwe sleutel")
    monkeypatch.setattr(keys, "own", lambda: other)
    assert operations.refresh(digid.connection) == "metadata_pending"
    assert refused(digid.sign_in).code == "signature_wrong"

    found = queries.changes(digid.connection)
    assert found
    assert operations.take_over(
        digid.connection, seen=found.mark, by=SYSTEM, why="De aanbieder heeft het bevestigd."
    )

    assert digid.sign_in()
    assert not operations.take_over(digid.connection, seen=found.mark, by=SYSTEM, why="Nog eens.")


@pytest.mark.attack("I15")
def test_what_came_after_somebody_looked_is_not_taken_over(
    digid: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    digid.sign_in()
    before = ProviderMetadata.objects.get(pk=digid.connection).fingerprints
    other = keys.make("die zij zagen")
    monkeypatch.setattr(keys, "own", lambda: other)
    operations.refresh(digid.connection)
    seen = queries.changes(digid.connection)
    intruder = keys.make("een indringer")
    monkeypatch.setattr(keys, "own", lambda: intruder)
    operations.refresh(digid.connection)

    assert seen
    assert not operations.take_over(digid.connection, seen=seen.mark, by=SYSTEM, why="Gezien.")
    assert ProviderMetadata.objects.get(pk=digid.connection).fingerprints == before


@pytest.mark.covers("I-190")
def test_a_provider_that_adds_a_certificate_is_followed(digid: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    digid.sign_in()
    following, before = keys.make("de volgende"), keys.own()

    def with_both(root: Any) -> None:
        first = the(root, "//md:KeyDescriptor")
        old = xml.md.KeyDescriptor(
            xml.ds.KeyInfo(xml.ds.X509Data(xml.ds.X509Certificate(_der(before)))), use="signing"
        )
        first.addnext(old)

    monkeypatch.setattr(keys, "own", lambda: following)
    described(digid, with_both, own=following)
    assert operations.refresh(digid.connection) == ""
    digid.stage.rest()
    assert digid.sign_in()


def _der(own: keys.Own) -> str:
    return base64.b64encode(own.der).decode()


def test_a_certificate_of_the_provider_that_ends_soon_is_told(
    digid: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = keys.make("nog een week", days=7)
    monkeypatch.setattr(keys, "own", lambda: brief)
    digid.sign_in()

    worried = tending.worry(digid.connection, datetime.now(UTC))
    ended = tending.worry(digid.connection, datetime.now(UTC) + timedelta(days=30))

    assert worried
    assert ended
    assert (worried.word, ended.word) == ("metadata_ends", "metadata_ended")


def test_a_door_without_a_certificate_of_ours_is_closed(digid: Door) -> None:
    Connection.objects.filter(pk=digid.connection).update(certificate="")

    assert refused(digid.begin).reason is RefusalReason.CLOSED
    Connection.objects.filter(pk=digid.connection).update(is_on=False)
    assert refused(digid.begin).code == "switched_off"


def test_one_connection_serves_companies_and_people_of_other_countries(eherkenning: Door) -> None:
    assert eherkenning.sign_in()
    service = eherkenning.with_(scheme=Scheme.EIDAS)
    number = "_" + "1" * 40
    departure = operations.begin(eherkenning.connection, service, request_id=number)
    artifact = eherkenning.choose(departure, company="eidas")

    assert operations.complete(
        eherkenning.connection, service, artifact=artifact, request_id=number
    ).profile.born_on


def test_the_doctor_says_what_is_missing(digid: Door) -> None:
    nowhere = saved(digid.tenant, "digid", f"{digid.stage.url}/faults/")

    access, _ours = providers.access_to(nowhere)

    assert checks.examine(access, tenant=digid.tenant) is Finding.WEB_PAGE
    assert checks.examine(replace(access, certificate=None), tenant=digid.tenant) is Finding.SECRET_MISSING
