"""Functional managers set the ways to sign in, in their own administration."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from integrations.connections.models import Connection
from integrations.connections.types import row_of
from portal.accounts.models import Door
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from tenants.configuration.models import Release
from tenants.entry import enter, outside
from tenants.types import TenantRef
from tests.portal import staff

NEW = {"slug": "digid", "kind": "digid", "protocol": "openid", "minimum_level": "20", "position": "0"}


@pytest.fixture
def administrator(client_of: Callable[..., Client], zonnedam: TenantRef) -> Client:
    with enter(zonnedam):
        Connection.objects.create(
            pk=row_of(zonnedam.uuid, "openid"), system="openid", address="https://x.example", changed_by="x"
        )
    return staff.client_for(client_of, zonnedam, ADMINISTRATOR)


def add(client: Client, **more: Any) -> Any:
    return client.post("/beheer/accounts/door/add/", {**NEW, "connection": "openid", **more})


def change(client: Client, tenant: TenantRef, **more: Any) -> Any:
    with enter(tenant):
        door = Door.objects.get()
    wanted = {**NEW, "connection": "openid", "option_claims_of": "signicat", **more}
    return client.post(f"/beheer/accounts/door/{door.pk}/change/", wanted)


def errors(response: Any) -> dict[str, Any]:
    return dict(response.context["adminform"].form.errors)


@pytest.mark.covers("P-012", "C-033")
def test_a_door_is_added_and_is_a_release(administrator: Client, zonnedam: TenantRef) -> None:
    assert add(administrator).status_code == 302
    with enter(zonnedam):
        assert Door.objects.get().connection == "openid"
    with outside():
        assert Release.objects.filter(tenant__uuid=zonnedam.uuid).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "password"}, "protocol"),
        ({"connection": "", "is_on": "on"}, "connection"),
        ({"protocol": "saml"}, "connection"),
    ],
)
def test_what_does_not_belong_together_is_said_beside_the_field(
    administrator: Client, wrong: dict[str, str], field: str
) -> None:
    response = add(administrator, **wrong)

    assert response.status_code == 200
    assert field in errors(response)


def test_names_of_claims_are_judged_beside_their_field(administrator: Client, zonnedam: TenantRef) -> None:
    add(administrator)
    response = change(administrator, zonnedam, option_claims='{"bsm": ["bsn"]}')

    assert "bsm" in str(errors(response)["option_claims"])
    assert change(administrator, zonnedam, option_claims='{"bsn": ["nummer"]}').status_code == 302
    with enter(zonnedam):
        assert Door.objects.get().options["claims"] == {"bsn": ["nummer"]}


def test_what_is_no_json_is_said_beside_its_field(administrator: Client, zonnedam: TenantRef) -> None:
    add(administrator)

    assert "option_claims" in errors(change(administrator, zonnedam, option_claims="bsn: nummer"))


def test_an_editor_sets_no_doors(client_of: Callable[..., Client], zonnedam: TenantRef) -> None:
    client = staff.client_for(client_of, zonnedam, EDITOR)

    assert client.get("/beheer/accounts/door/").status_code == 403


@pytest.mark.covers("P-018", "P-035")
def test_a_door_for_everybody_that_gives_rights_to_staff_is_not_saved(
    administrator: Client, zonnedam: TenantRef
) -> None:
    colleagues = {"kind": "organisation", "option_claims_of": "entra", "option_roles": '{"beheer": "editor"}'}
    assert add(administrator, **colleagues).status_code == 302

    refused = change(administrator, zonnedam, **colleagues, option_for_all="on")
    unknown = change(administrator, zonnedam, **{**colleagues, "option_roles": '{"beheer": "baas"}'})

    assert "geeft niemand rechten in het beheer" in str(errors(refused))
    assert "editor, administrator" in str(errors(unknown))
    assert change(administrator, zonnedam, **colleagues).status_code == 302
    with enter(zonnedam):
        door = Door.objects.get()
        assert (door.options["roles"], door.is_for_colleagues) == ({"beheer": "editor"}, True)
    assert change(administrator, zonnedam, kind="organisation", option_for_all="on").status_code == 302
    with enter(zonnedam):
        assert not Door.objects.get().is_for_colleagues
