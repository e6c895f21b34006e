"""Functional managers set the ways to sign in, in their own administration."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from integrations.connections.models import Connection
from integrations.connections.types import row_of
from portal.accounts import parts
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


SAML = {
    "kind": "eherkenning",
    "protocol": "saml",
    "connection": "eherkenning",
    "option_company_numbers": ["kvk"],
}
OIN = "00000001000000000000"


@pytest.fixture
def broker(administrator: Client, zonnedam: TenantRef) -> Client:
    """A functional manager, with a door for companies at a broker."""
    with enter(zonnedam):
        Connection.objects.create(
            pk=row_of(zonnedam.uuid, "eherkenning"),
            system="eherkenning",
            address="https://makelaar.example",
            changed_by="x",
        )
    assert add(administrator, **SAML).status_code == 302
    return administrator


def options(tenant: TenantRef) -> dict[str, Any]:
    with enter(tenant):
        return dict(Door.objects.get().options)


@pytest.mark.covers("P-012", "P-016", "I-194", "I-195")
def test_all_that_the_protocol_asks_is_set_in_the_form(broker: Client, zonnedam: TenantRef) -> None:
    told = {
        "option_description": "Uw zaken bij de gemeente",
        "option_contact_email": "beheer@zonnedam.example",
        "option_privacy_url": "https://zonnedam.example/privacy",
        "option_requires_rsin": "on",
        "option_longest_session": "30",
    }
    assert change(broker, zonnedam, **SAML, **told).status_code == 302

    kept = options(zonnedam)
    assert kept["longest_session"] == 30 * 60
    assert (kept["company_numbers"], kept["with_branches"], kept["requires_rsin"]) == (["kvk"], False, True)
    assert kept["contact_email"] == "beheer@zonnedam.example"
    with enter(zonnedam):
        page = broker.get(f"/beheer/accounts/door/{Door.objects.get().pk}/change/").content.decode()
    assert 'name="option_longest_session" value="30"' in page


def test_what_is_made_empty_is_as_usual_again(broker: Client, zonnedam: TenantRef) -> None:
    change(broker, zonnedam, **SAML, option_longest_session="30", option_service_index="4")
    assert options(zonnedam)["service_index"] == 4

    change(broker, zonnedam, **SAML)

    assert {"longest_session", "service_index"}.isdisjoint(options(zonnedam))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("contact_email", "geen adres"),
        ("description_url", "javascript:alert(1)"),
        ("oin", "123"),
        ("service_uuids", "geen-uuid"),
        ("service_instance_uuid", "geen-uuid"),
        ("longest_session", "0"),
        ("longest_session", "481"),
        ("company_numbers", []),
        ("company_numbers", ["bsn"]),
    ],
)
def test_an_option_that_makes_no_sense_is_said_beside_its_field(
    broker: Client, zonnedam: TenantRef, name: str, value: Any
) -> None:
    assert f"option_{name}" in errors(change(broker, zonnedam, **{**SAML, f"option_{name}": value}))


def test_a_service_for_other_countries_has_numbers_of_its_own(broker: Client, zonnedam: TenantRef) -> None:
    own = {"option_oin": OIN, "option_entity_id": f"urn:etoegang:DV:{OIN}:entities:0001"}
    assert change(broker, zonnedam, **SAML, **own).status_code == 302
    abroad = {**NEW, "slug": "eidas", "kind": "eidas", "protocol": "saml", "connection": "eherkenning"}
    assert broker.post("/beheer/accounts/door/add/", abroad).status_code == 302
    with enter(zonnedam):
        path = f"/beheer/accounts/door/{Door.objects.get(slug='eidas').pk}/change/"

    refused = errors(broker.post(path, {**abroad, **own}))

    assert {"option_entity_id", "option_service_index"} <= refused.keys()
    assert "option_company_numbers" not in broker.get(path).content.decode()
    right = {"option_entity_id": f"urn:etoegang:DV:{OIN}:entities:0002", "option_service_index": "2"}
    assert broker.post(path, {**abroad, **own, **right}).status_code == 302


@pytest.mark.parametrize(
    ("prompt", "age", "kept"), [("login", "0", 0), ("", "15", 900), ("consent", "", None)]
)
def test_how_fresh_a_sign_in_must_be_is_set(
    administrator: Client, zonnedam: TenantRef, prompt: str, age: str, kept: int | None
) -> None:
    add(administrator)
    asked = change(administrator, zonnedam, option_prompt=prompt, option_max_age=age)

    assert asked.status_code == 302
    assert (options(zonnedam)["prompt"], options(zonnedam).get("max_age")) == (prompt, kept)


def test_nobody_is_ever_let_in_unasked(administrator: Client, zonnedam: TenantRef) -> None:
    add(administrator)

    assert "option_prompt" in errors(change(administrator, zonnedam, option_prompt="none"))


def told_in_file(tenant: TenantRef, **more: Any) -> list[str]:
    doors = [{"slug": "digid", **more}]
    found = [place for place, _text in parts.SECTION.shape(doors, "doors")]
    if not found:
        with enter(tenant):
            wanted = parts.SECTION.mean(tenant, {}, doors, False)
            found = [place for place, _text in parts.SECTION.refusals(tenant, {}, doors, wanted)]
    return found


@pytest.mark.covers("C-034")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("with_branch", True),
        ("with_branches", "ja"),
        ("max_age", "600"),
        ("max_age", True),
        ("prompt", "none"),
        ("company_numbers", ["bsn"]),
        ("longest_session", 10),
        ("contact_email", "geen adres"),
        ("oin", 1),
        ("service_uuids", "geen lijst"),
    ],
)
def test_the_file_of_a_municipality_is_held_to_the_same_rules(
    zonnedam: TenantRef, name: str, value: Any
) -> None:
    about = {"kind": "digid", "protocol": "saml", "connection": "digid"}

    wrong = told_in_file(zonnedam, **about, options={name: value})

    assert [place.partition("options.")[2].partition(".")[0] for place in wrong] == [name]
    right = {"with_branches": True, "max_age": 600, "longest_session": 3600, "company_numbers": ["rsin"]}
    assert told_in_file(zonnedam, **about, options=right) == []
