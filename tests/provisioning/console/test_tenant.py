"""One municipality: what an operator needs in an incident, on one page."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from provisioning.console.types import Role
from tenants import audit, directory
from tenants.models import FeatureSwitch, OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.console import municipalities

NOOR = audit.Actor("operator", "noor@inwonerplein.example", "192.0.2.14")


@pytest.mark.covers("C-012")
def test_the_page_brings_everything_together(console_client: Client, text_of: Callable[[Any], str]) -> None:
    tenant = municipalities.make("Amsterdam", cbs_code="0363")
    municipalities.connected(tenant)
    municipalities.operation(state="done", done=10, tenant=tenant)
    audit.record("feature.switched_off", by=NOOR, tenant=tenant.uuid, target="products")

    page = text_of(console_client.get(f"/gemeenten/{tenant.uuid}/"))

    for words in (
        "Live", "amsterdam.localhost", "Productie", "0363", "903.399", "Waterrijk", "Zaaksysteem (ZGW)",
        "Werkt", "Gemeente inschrijven", "Onderdeel uitgezet", "192.0.2.14",
    ):  # fmt: skip
        assert words in page, words


def test_what_is_wrong_stands_at_the_top_with_what_to_do(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    tenant = municipalities.make(state="provisioning")
    failed = municipalities.operation(
        state="failed", done=4, tenant=tenant, error="Het portaal antwoordt niet."
    )
    municipalities.connected(tenant, state="failed", finding="secret wrong")

    page = text_of(console_client.get(f"/gemeenten/{tenant.uuid}/")).split("Gegevens</h2>")[0]

    assert "Het portaal antwoordt niet." in page
    assert f"/opdrachten/{failed.uuid}/" in page
    assert "weigert de toegang" in page


def test_an_unknown_municipality_is_not_found(console_client: Client) -> None:
    assert console_client.get(f"/gemeenten/{uuid.uuid4()}/").status_code == 404


def test_the_number_of_queries_does_not_grow(
    console_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tenant = municipalities.make()
    for _ in range(5):
        municipalities.operation(state="done", done=10, tenant=tenant)
    for _ in range(20):
        audit.record("feature.switched_off", by=NOOR, tenant=tenant.uuid, target="products")

    with django_assert_max_num_queries(15):
        console_client.get(f"/gemeenten/{tenant.uuid}/")


def test_a_viewer_sees_no_buttons_and_no_addresses(
    client_for: Callable[[Role], Client], zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    audit.record("feature.switched_off", by=NOOR, tenant=zonnedam.uuid, target="products")

    page = text_of(client_for(Role.VIEWER).get(f"/gemeenten/{zonnedam.uuid}/"))

    assert "Uitzetten" not in page
    assert "koppelingen/toevoegen" not in page
    assert "192.0.2.14" not in page


@pytest.mark.covers("C-030")
def test_switching_a_feature_off_acts_and_is_written_down(
    console_client: Client, zonnedam: TenantRef
) -> None:
    answer = console_client.post(f"/gemeenten/{zonnedam.uuid}/onderdelen/products/", {"stand": "uit"})

    assert answer.url == f"/gemeenten/{zonnedam.uuid}/"
    now = directory.by_uuid(zonnedam.uuid)
    assert now
    assert "products" not in now.features
    act = OperatorRecord.objects.latest("pk")
    assert (act.action, act.actor, act.tenant) == (
        "feature.switched_off", "bram@inwonerplein.example", zonnedam.uuid,
    )  # fmt: skip


def test_the_other_municipality_keeps_its_feature(
    console_client: Client, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    console_client.post(f"/gemeenten/{zonnedam.uuid}/onderdelen/products/", {"stand": "uit"})

    assert FeatureSwitch.objects.get(tenant__uuid=waterrijk.uuid, feature="products").is_on


def test_a_form_that_is_sent_twice_does_nothing_more(console_client: Client, zonnedam: TenantRef) -> None:
    for _ in range(2):
        console_client.post(f"/gemeenten/{zonnedam.uuid}/onderdelen/products/", {"stand": "uit"})

    assert OperatorRecord.objects.filter(action="feature.switched_off").count() == 1
    assert not FeatureSwitch.objects.get(tenant__uuid=zonnedam.uuid, feature="products").is_on


def test_the_question_says_what_will_happen_to_whom(
    console_client: Client, zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    page = text_of(console_client.get(f"/gemeenten/{zonnedam.uuid}/onderdelen/products/"))

    assert "uitzetten bij Zonnedam?" in page
    assert "Binnen vijf seconden" in page
    assert FeatureSwitch.objects.get(tenant__uuid=zonnedam.uuid, feature="products").is_on


@pytest.mark.parametrize("feature", ["bestaat-niet", "console"])
def test_what_has_no_switch_is_not_found(console_client: Client, zonnedam: TenantRef, feature: str) -> None:
    assert (
        console_client.post(f"/gemeenten/{zonnedam.uuid}/onderdelen/{feature}/", {"stand": "uit"}).status_code
        == 404
    )


def test_a_form_without_a_side_switches_nothing(console_client: Client, zonnedam: TenantRef) -> None:
    answer = console_client.post(f"/gemeenten/{zonnedam.uuid}/onderdelen/products/", {"stand": "misschien"})

    assert answer.status_code == 422
    assert FeatureSwitch.objects.get(tenant__uuid=zonnedam.uuid, feature="products").is_on


@pytest.fixture
def needy(monkeypatch: pytest.MonkeyPatch) -> str:
    """A feature that makes no sense without products."""
    from tenants import registers
    from tenants.registers import Feature

    monkeypatch.setitem(
        registers.features._entries, "needy", Feature("needy", "Behoeftig", "Voor een test.", ("products",))
    )
    return "needy"


def test_a_feature_that_others_need_stays_on(
    console_client: Client, zonnedam: TenantRef, needy: str, text_of: Callable[[Any], str]
) -> None:
    address = f"/gemeenten/{zonnedam.uuid}/onderdelen/"
    console_client.post(f"{address}{needy}/", {"stand": "aan"})

    answer = console_client.post(f"{address}products/", {"stand": "uit"}, follow=True)

    assert "Behoeftig" in text_of(answer)
    assert FeatureSwitch.objects.get(tenant__uuid=zonnedam.uuid, feature="products").is_on


def test_a_feature_waits_for_what_it_needs(
    console_client: Client, zonnedam: TenantRef, needy: str, text_of: Callable[[Any], str]
) -> None:
    address = f"/gemeenten/{zonnedam.uuid}/onderdelen/"
    console_client.post(f"{address}products/", {"stand": "uit"})

    assert "Dit kan nog niet." in text_of(console_client.get(f"{address}{needy}/"))
    console_client.post(f"{address}{needy}/", {"stand": "aan"})
    assert not FeatureSwitch.objects.filter(tenant__uuid=zonnedam.uuid, feature=needy, is_on=True).exists()
