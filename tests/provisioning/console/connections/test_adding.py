"""A connection is added in the console: chosen, filled in, kept; secrets go in and never come out."""

import pytest
from django.test import Client

from integrations.connections.inbox.models import Command
from integrations.connections.types import row_of
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.console import municipalities
from tests.provisioning.console.connections.connecting import SECRET, Text, add, carry_out, kinds


@pytest.mark.covers("C-031")
def test_the_catalogue_offers_the_systems_that_there_are(
    console_client: Client, tenant: str, text_of: Text
) -> None:
    page = text_of(console_client.get(f"{tenant}koppelingen/toevoegen/"))

    for name in (
        "Zaaksysteem",
        "Open Klant",
        "BRP",
        "KvK",
        "Objecten",
        "Laposta",
        "Qmatic",
        "Voorbeeldregister",
    ):
        assert name in page


@pytest.mark.covers("C-031")
@pytest.mark.parametrize(
    ("system", "asked", "not_asked"),
    [
        ("case_system", ("client_id", "secret", "profile"), ("token_address", "header")),
        ("example_register", ("client_id", "secret", "token_address", "scope"), ("header", "profile")),
        ("kvk", ("secret", "header"), ("client_id", "token_address")),
        ("ssd", ("address", "authentication"), ("secret",)),
    ],
)
def test_each_kind_of_system_asks_for_its_own_fields(
    console_client: Client,
    tenant: str,
    text_of: Text,
    system: str,
    asked: tuple[str, ...],
    not_asked: tuple[str, ...],
) -> None:
    page = text_of(console_client.get(f"{tenant}koppelingen/toevoegen/{system}/"))

    assert all(f'name="{name}"' in page for name in asked)
    assert not any(f'name="{name}"' in page for name in not_asked)


def test_another_way_of_being_let_in_has_other_fields_and_keeps_what_was_typed(
    console_client: Client, tenant: str, text_of: Text
) -> None:
    """As the button does that is there without JavaScript."""
    chosen = add(console_client, tenant, "kvk", actie="kies", authentication="oauth", name="Bedrijven")

    page = text_of(chosen)
    assert chosen.status_code == 200
    assert 'name="token_address"' in page
    assert 'value="Bedrijven"' in page
    assert SECRET not in page
    assert not Command.objects.exists()


@pytest.mark.attack("P06")
def test_what_is_kept_is_sealed_and_tested_at_once(
    console_client: Client, tenant: str, zonnedam: TenantRef
) -> None:
    answer = add(console_client, tenant)

    key = row_of(zonnedam.uuid, "case_system")
    assert (answer.status_code, answer["Location"]) == (302, f"{tenant}koppelingen/{key}/")
    change = Command.objects.get(kind="change")
    assert kinds() == ["change", "test"]
    assert SECRET not in str(change.payload)
    assert not any(SECRET in str(vars(record)) for record in OperatorRecord.objects.all())


def test_until_the_worker_is_done_the_page_says_that_it_is_coming(
    console_client: Client, tenant: str, text_of: Text
) -> None:
    page = add(console_client, tenant)["Location"]

    assert "wordt toegevoegd" in text_of(console_client.get(page))
    assert "Nieuwe koppeling" in text_of(console_client.get(tenant))
    carry_out()
    assert "Zaaksysteem (ZGW)" in text_of(console_client.get(page))


def test_a_second_system_of_a_kind_gets_a_page_of_its_own(
    console_client: Client, tenant: str, zonnedam: TenantRef, text_of: Text
) -> None:
    first = add(console_client, tenant)["Location"]
    carry_out()

    second = add(console_client, tenant, name="De eSuite", profile="esuite")["Location"]
    carry_out()

    assert first != second
    assert "De eSuite" in text_of(console_client.get(second))
    overview = text_of(console_client.get(tenant))
    assert f'href="{first}"' in overview
    assert f'href="{second}"' in overview


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", "http://169.254.169.254/"),
        ("address", ""),
        ("secret", ""),
        ("client_id", ""),
        ("limit_total", "99"),
        ("limit_total", "veel"),
        ("trusted", "geen certificaat"),
    ],
)
def test_what_is_refused_is_told_beside_its_field(
    console_client: Client, tenant: str, text_of: Text, field: str, value: str
) -> None:
    answer = add(console_client, tenant, **{field: value})

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text_of(answer)
    assert f'href="#id_{field}"' in text_of(answer)
    assert not Command.objects.exists()


@pytest.mark.attack("P06", "W24")
def test_the_secret_is_not_sent_back(console_client: Client, tenant: str, text_of: Text) -> None:
    assert SECRET not in text_of(add(console_client, tenant, address="geen adres"))
    page = add(console_client, tenant)["Location"]
    carry_out()
    for path in (page, tenant, f"{page}wijzigen/", f"{page}geheim/", f"{page}certificaat/"):
        assert SECRET not in text_of(console_client.get(path))


def test_a_municipality_that_does_not_serve_has_no_connection_to_change(
    console_client: Client, text_of: Text
) -> None:
    tenant = municipalities.make(state="suspended")

    assert "niet in gebruik" in text_of(add(console_client, f"/gemeenten/{tenant.uuid}/"))
