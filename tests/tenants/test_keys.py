"""Secrets are bound to tenant, table, column and row (architecture T13, I1)."""

import base64

import pytest

from tenants import keys
from tenants.errors import DecryptionError
from tenants.models import DataKey
from tenants.types import TenantRef

PLACE = "connections_connection|secret|1"


@pytest.mark.covers("architecture T13")
def test_a_secret_comes_back_where_it_was_put(zonnedam: TenantRef) -> None:
    stored = keys.encrypt("geheim woord", tenant=zonnedam.uuid, place=PLACE)

    assert "geheim" not in stored
    assert keys.decrypt(stored, tenant=zonnedam.uuid, place=PLACE) == "geheim woord"


def test_the_same_text_is_never_stored_the_same_twice(zonnedam: TenantRef) -> None:
    assert len({keys.encrypt("x", tenant=zonnedam.uuid, place=PLACE) for _ in range(3)}) == 3


@pytest.mark.attack("P06")
@pytest.mark.parametrize(
    "place", ["connections_connection|secret|2", "connections_connection|address|1", "x|secret|1"]
)
def test_moved_elsewhere_it_does_not_decrypt(zonnedam: TenantRef, place: str) -> None:
    stored = keys.encrypt("x", tenant=zonnedam.uuid, place=PLACE)
    with pytest.raises(DecryptionError):
        keys.decrypt(stored, tenant=zonnedam.uuid, place=place)


@pytest.mark.attack("P06")
def test_at_another_tenant_it_does_not_decrypt(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    stored = keys.encrypt("x", tenant=zonnedam.uuid, place=PLACE)
    with pytest.raises(DecryptionError):
        keys.decrypt(stored, tenant=waterrijk.uuid, place=PLACE)


@pytest.mark.parametrize("stored", ["", "x", "v1:1:!!", "v2:1:AAAA", "v1:9:AAAA", "v1:x:AAAA"])
def test_what_is_no_ciphertext_raises(zonnedam: TenantRef, stored: str) -> None:
    with pytest.raises(DecryptionError):
        keys.decrypt(stored, tenant=zonnedam.uuid, place=PLACE)


def test_an_altered_one_raises(zonnedam: TenantRef) -> None:
    version, number, sealed = keys.encrypt("x", tenant=zonnedam.uuid, place=PLACE).split(":")
    raw = bytearray(base64.b64decode(sealed))
    raw[-1] ^= 1
    with pytest.raises(DecryptionError):
        keys.decrypt(
            f"{version}:{number}:{base64.b64encode(raw).decode()}", tenant=zonnedam.uuid, place=PLACE
        )


def test_without_its_key_a_tenants_secrets_are_worthless(zonnedam: TenantRef) -> None:
    stored = keys.encrypt("x", tenant=zonnedam.uuid, place=PLACE)
    DataKey.objects.filter(tenant__uuid=zonnedam.uuid).delete()
    with pytest.raises(DecryptionError):
        keys.decrypt(stored, tenant=zonnedam.uuid, place=PLACE)
    with pytest.raises(DecryptionError):
        keys.encrypt("y", tenant=zonnedam.uuid, place=PLACE)


@pytest.mark.django_db
def test_a_fingerprint_tells_secrets_apart_and_shows_nothing() -> None:
    assert keys.fingerprint("one") != keys.fingerprint("two")
    assert keys.fingerprint("one") == keys.fingerprint("one")
    assert len(keys.fingerprint("one")) == 8
