"""What a seeded leak survived: one row, one key number, two municipalities."""

import pytest

from tenants import keys
from tenants.errors import DecryptionError
from tenants.models import DataKey
from tenants.types import TenantRef

PLACE = "connection|secret|1"


@pytest.mark.covers("architecture T13")
def test_the_same_place_at_another_municipality_does_not_open_it(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    sealed = keys.encrypt("canary", tenant=zonnedam.uuid, place=PLACE)

    assert keys.decrypt(sealed, tenant=zonnedam.uuid, place=PLACE) == "canary"
    with pytest.raises(DecryptionError):
        keys.decrypt(sealed, tenant=waterrijk.uuid, place=PLACE)


@pytest.mark.covers("architecture T13")
def test_nor_does_it_with_the_wrapped_key_of_the_first(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    sealed = keys.encrypt("canary", tenant=zonnedam.uuid, place=PLACE)
    wrapped = DataKey.objects.get(tenant__uuid=zonnedam.uuid).wrapped
    DataKey.objects.filter(tenant__uuid=waterrijk.uuid).update(wrapped=wrapped)

    with pytest.raises(DecryptionError):
        keys.decrypt(sealed, tenant=waterrijk.uuid, place=PLACE)
