"""Certificates of ours: brought along or made here; what is kept has no passphrase, and a key never comes out."""

from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from integrations.connections import certificates, operations, queries
from integrations.connections.inbox.models import Command
from integrations.connections.types import System, row_of
from integrations.errors import RefusedError
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.connections import pem
from tests.integrations.connections.conftest import OPERATOR, Adding, carried_out

pytestmark = pytest.mark.covers("M-02", "I-003")


def certify(tenant: TenantRef, **given: str) -> Command:
    key = row_of(tenant.uuid, "case_system")
    return carried_out(
        operations.request_certificate(tenant=tenant.uuid, connection=key, by=OPERATOR, **given)
    )


def make_request(tenant: TenantRef) -> x509.CertificateSigningRequest:
    key = row_of(tenant.uuid, "case_system")
    asked = operations.request_key_pair(
        tenant=tenant.uuid, connection=key, name="portaal.zonnedam.nl", organisation="Zonnedam", by=OPERATOR
    )
    assert carried_out(asked).error == ""
    seen = queries.connection_of(tenant.uuid)
    assert seen is not None
    return x509.load_pem_x509_csr(seen.request.encode())


@pytest.fixture
def connected(add: Adding, zonnedam: TenantRef) -> TenantRef:
    add(zonnedam)
    return zonnedam


def test_the_passphrase_is_taken_off_at_intake(connected: TenantRef) -> None:
    ours = pem.make()

    assert certify(connected, certificate=ours.chain, key=ours.key("open"), passphrase="open").error == ""

    with enter(connected):
        kept = queries.access_to(System.CASE_SYSTEM).certificate
    assert kept is not None
    assert kept.chain == ours.chain
    assert serialization.load_pem_private_key(kept.key.encode(), None) is not None


@pytest.mark.attack("W24", "P06")
def test_the_key_is_sealed_in_the_console_and_shown_nowhere(connected: TenantRef) -> None:
    ours = pem.make()
    key = row_of(connected.uuid, "case_system")
    asked = operations.request_certificate(
        tenant=connected.uuid, connection=key, by=OPERATOR, certificate=ours.chain, key=ours.key()
    )
    waiting = str(Command.objects.get(pk=asked).payload)
    carried_out(asked)

    seen = queries.connection_of(connected.uuid)
    assert seen is not None
    assert seen.certificate is not None
    assert seen.certificate.fingerprint == certificates.fingerprint(ours.chain)
    with enter(connected):
        access = queries.access_to(System.CASE_SYSTEM)
    body = ours.key().splitlines()[1]
    assert access.certificate is not None
    assert body in access.certificate.key
    assert not any(body in text for text in (waiting, repr(seen), repr(access)))


def test_a_key_that_is_made_here_finds_its_certificate(connected: TenantRef) -> None:
    request = make_request(connected)
    assert request.is_signature_valid
    supplier = pem.make("CA van de leverancier", ca=True)
    answer = pem.make("portaal.zonnedam.nl", by=supplier, public=request.public_key())

    assert certify(connected, certificate=answer.chain).error == ""

    seen = queries.connection_of(connected.uuid)
    assert seen is not None
    assert seen.certificate is not None
    assert (seen.request, seen.certificate.issuer) == ("", "CA van de leverancier")
    with enter(connected):
        kept = queries.access_to(System.CASE_SYSTEM).certificate
    assert kept is not None
    assert certificates.fits_key(kept.chain, kept.key)


def test_a_certificate_for_another_key_is_refused(connected: TenantRef) -> None:
    make_request(connected)

    assert "hoort niet bij de sleutel" in certify(connected, certificate=pem.make().chain).error


def test_what_is_not_right_is_refused_beside_its_field(connected: TenantRef) -> None:
    ours, other = pem.make(), pem.make()
    wrong: dict[str, dict[str, str]] = {
        "certificate": {"certificate": "tekst", "key": ours.key()},
        "key": {"certificate": ours.chain, "key": other.key()},
        "passphrase": {"certificate": ours.chain, "key": ours.key("open")},
    }
    wrong_passphrase = {"certificate": ours.chain, "key": ours.key("open"), "passphrase": "dicht"}

    found: dict[str, list[str]] = {}
    for label, given in [*wrong.items(), ("passphrase again", wrong_passphrase)]:
        with pytest.raises(RefusedError) as raised:
            certify(connected, **given)
        found[label] = list(raised.value.reasons)

    assert found == {label: [label.removesuffix(" again")] for label in [*wrong, "passphrase again"]}


def test_a_certificate_that_has_expired_is_refused(connected: TenantRef) -> None:
    old = pem.make(days=-1)

    with pytest.raises(RefusedError, match="certificate"):
        certify(connected, certificate=old.chain, key=old.key())


def test_without_a_key_that_was_made_here_the_key_is_asked_for(connected: TenantRef) -> None:
    with pytest.raises(RefusedError) as raised:
        certify(connected, certificate=pem.make().chain)

    assert list(raised.value.reasons) == ["key"]


def test_it_can_be_taken_out(connected: TenantRef) -> None:
    ours = pem.make()
    certify(connected, certificate=ours.chain, key=ours.key())

    certify(connected, certificate="")

    with enter(connected):
        assert queries.access_to(System.CASE_SYSTEM).certificate is None


def test_a_private_authority_is_kept_with_the_connection(add: Adding, zonnedam: TenantRef) -> None:
    authority = pem.make("Eigen CA", ca=True)

    add(zonnedam, trusted=f"Onze CA:\n{authority.chain}")

    with enter(zonnedam):
        assert queries.access_to(System.CASE_SYSTEM).trusted == authority.chain


def test_its_last_day_is_read_from_the_certificate() -> None:
    ours: Any = pem.make(days=12)

    pair = certificates.read_pair(ours.chain, ours.key(), "", now=datetime.now(UTC))

    assert (pair.until - datetime.now(UTC)).days == 11
