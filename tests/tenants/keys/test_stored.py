"""The platform has a data key of its own; an installation from before goes on with what it had in its place."""

import base64

import pytest
from pytest_django import Settings

from provisioning.console import sealing as operators
from tenants import keys, sealing
from tenants.errors import DecryptionError
from tenants.models import DataKey, OperatorRecord, Tenant
from tenants.types import TenantRef

PLACE = "console_operatordevice|secret|1"


@pytest.mark.usefixtures("zonnedam")
def test_what_operators_had_sealed_before_still_opens(settings: Settings) -> None:
    before = sealing.Key(base64.b64decode(settings.KEY_ENCRYPTION_KEY))
    sealed = before.seal(b"twenty bytes of TOTP", PLACE)
    DataKey.objects.filter(tenant=None).delete()

    keys.make_for_platform()

    assert operators.unseal(sealed, place=PLACE) == b"twenty bytes of TOTP"
    assert keys.of_platform().derive(b"audit seals") == before.derive(b"audit seals")


@pytest.mark.django_db
def test_a_new_installation_gets_a_key_that_nothing_else_tells(settings: Settings) -> None:
    DataKey.objects.all().delete()
    OperatorRecord.objects.all().delete()

    keys.make_for_platform()

    before = sealing.Key(base64.b64decode(settings.KEY_ENCRYPTION_KEY))
    assert keys.of_platform().derive(b"audit seals") != before.derive(b"audit seals")


@pytest.mark.django_db
def test_one_that_is_there_stays() -> None:
    mark = keys.of_platform().derive(b"x")

    keys.make_for_platform()
    keys.forget()

    assert keys.of_platform().derive(b"x") == mark


def test_a_municipality_is_never_given_that_of_the_platform(zonnedam: TenantRef) -> None:
    assert Tenant.objects.get(uuid=zonnedam.uuid).data_keys.count() == 1
    sealed = keys.of_platform().seal(b"x", f"{zonnedam.uuid.hex}|t|c|r")
    text = f"v1:1:{base64.b64encode(sealed).decode()}"

    with pytest.raises(DecryptionError):
        keys.decrypt(text, tenant=zonnedam.uuid, place="t|c|r")
