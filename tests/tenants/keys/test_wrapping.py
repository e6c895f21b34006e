"""Which key-encryption key a data key needs stands in its wrapped form; any place for such keys will do."""

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest
from pytest_django import Settings

from tenants import keys, sealing
from tenants.errors import DecryptionError, UnknownKeyError
from tenants.keys import local, wrapping
from tenants.models import DataKey, Tenant
from tenants.types import TenantRef
from tests.tenants.keys.conftest import NEXT

pytestmark = pytest.mark.covers("architecture T13", "M-02")
RAW = b"a data key of thirty-two bytes.."
PLACE = "x|data key|1"


class Vault:
    """A stand-in for a key management service: it has keys by name, and gives none of them away."""

    _inside: ClassVar = {
        "arn:vault:key/2": sealing.Key(b"2" * 32),
        "arn:vault:key/1": sealing.Key(b"1" * 32),
    }

    def ids(self) -> Sequence[str]:
        return list(self._inside)

    def seal(self, text: bytes, *, key: str, bound_to: str) -> bytes:
        return self._inside[key].seal(text, bound_to)

    def unseal(self, sealed: bytes, *, key: str, bound_to: str) -> bytes:
        return self._inside[key].unseal(sealed, bound_to)

    def faults(self) -> Sequence[str]:
        return []


def test_the_newest_key_wraps_and_says_so(overlapping: str) -> None:
    wrapped = wrapping.wrap(RAW, place=PLACE)

    assert wrapping.wrapped_by(wrapped) == local.id_of(base64.b64decode(NEXT))
    assert wrapping.unwrap(wrapped, place=PLACE) == RAW


def test_an_older_key_still_unwraps_what_it_wrapped(settings: Settings) -> None:
    wrapped = wrapping.wrap(RAW, place=PLACE)

    settings.KEY_ENCRYPTION_KEYS_ALSO = [settings.KEY_ENCRYPTION_KEY]
    settings.KEY_ENCRYPTION_KEY = NEXT

    assert wrapping.unwrap(wrapped, place=PLACE) == RAW


def test_without_it_the_key_that_is_missing_is_named(settings: Settings) -> None:
    wrapped = wrapping.wrap(RAW, place=PLACE)
    settings.KEY_ENCRYPTION_KEY = NEXT

    with pytest.raises(UnknownKeyError, match=str(wrapping.wrapped_by(wrapped))):
        wrapping.unwrap(wrapped, place=PLACE)


def test_what_was_wrapped_before_keys_had_ids_still_opens(overlapping: str) -> None:
    wrapped = sealing.Key(base64.b64decode(overlapping)).seal(RAW, PLACE)

    assert wrapping.wrapped_by(wrapped) is None
    assert wrapping.unwrap(wrapped, place=PLACE) == RAW


@pytest.mark.attack("P06")
@pytest.mark.parametrize("place", ["y|data key|1", "x|data key|2"])
def test_a_wrapped_key_fits_its_tenant_and_number_only(place: str) -> None:
    wrapped = wrapping.wrap(RAW, place=PLACE)

    with pytest.raises(DecryptionError):
        wrapping.unwrap(wrapped, place=place)


def test_keys_from_a_file_are_known_as_soon_as_they_stand_there(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text(f"# from 2026\n{settings.KEY_ENCRYPTION_KEY}\n")
    settings.KEY_ENCRYPTION_PROVIDER = "tenants.keys.file.FileKeys"
    settings.KEY_ENCRYPTION_KEY_PATH = str(path)
    before = wrapping.wrap(RAW, place=PLACE)

    path.write_text(f"{NEXT}\n\n{path.read_text()}")

    after = wrapping.wrap(RAW, place=PLACE)
    assert wrapping.wrapped_by(after) == local.id_of(base64.b64decode(NEXT)) != wrapping.wrapped_by(before)
    assert wrapping.unwrap(before, place=PLACE) == wrapping.unwrap(after, place=PLACE) == RAW


def test_a_key_management_service_may_stand_there(settings: Settings, zonnedam: TenantRef) -> None:
    settings.KEY_ENCRYPTION_PROVIDER = f"{__name__}.Vault"
    DataKey.objects.filter(tenant__uuid=zonnedam.uuid).delete()
    keys.make_for(Tenant.objects.get(uuid=zonnedam.uuid))

    stored = keys.encrypt("geheim", tenant=zonnedam.uuid, place="t|c|r")

    assert keys.decrypt(stored, tenant=zonnedam.uuid, place="t|c|r") == "geheim"
    assert (
        wrapping.wrapped_by(bytes(DataKey.objects.get(tenant__uuid=zonnedam.uuid).wrapped))
        == "arn:vault:key/2"
    )
