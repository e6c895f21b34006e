"""The pages *Plannen*, and a municipality's plan wherever the console shows it (C-010)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from provisioning.console.types import Role
from provisioning.lifecycle.models import Operation
from tenants.models import Plan, Tenant
from tenants.types import TenantRef
from tests.provisioning.console import municipalities
from tests.provisioning.console.day_two import MARKUP, run
from tests.provisioning.console.test_opening import ask, drafted, filled

pytestmark = pytest.mark.covers("C-010")
type Text = Callable[[Any], str]


@pytest.fixture
def basis(console: None) -> Plan:
    return Plan.objects.create(key="basis", name="Basis", description="Voor wie begint")


@pytest.fixture
def towns(basis: Plan) -> None:
    Tenant.objects.all().delete()
    groei = Plan.objects.create(key="groei", name="groei", is_open=False)
    for name, plan in (("Anders", None), ("Broek", groei), ("Cadier", basis), ("Delf", groei)):
        municipalities.make(name, plan=plan)


def names(client: Client, address: str) -> list[str]:
    return [row.name for row in client.get(address).context["rows"]]


def shown(client: Client, address: str) -> dict[str, Any]:
    """Answer what a form sends that nobody touched."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


@pytest.mark.usefixtures("towns")
def test_the_list_shows_filters_and_sorts_by_plan_and_its_address_says_so(
    console_client: Client, text_of: Text
) -> None:
    page = text_of(console_client.get("/"))

    assert "Nog geen" in page
    assert page.count(">groei<") >= 2
    assert names(console_client, "/?plan=groei") == ["Broek", "Delf"]
    assert names(console_client, "/?plan=geen") == ["Anders"]
    assert names(console_client, "/?plan=bestaat-niet") == ["Anders", "Broek", "Cadier", "Delf"]
    assert names(console_client, "/?volgorde=plan") == ["Cadier", "Broek", "Delf", "Anders"]


@pytest.mark.usefixtures("towns")
def test_a_sorted_list_still_begins_with_trouble_within_a_plan_and_by_name_it_does_not(
    console_client: Client,
) -> None:
    municipalities.operation(state="failed", done=3, tenant=Tenant.objects.get(name="Delf"))

    assert names(console_client, "/")[0] == "Delf"
    assert names(console_client, "/?volgorde=plan") == ["Cadier", "Delf", "Broek", "Anders"]
    assert names(console_client, "/?volgorde=naam") == ["Anders", "Broek", "Cadier", "Delf"]


def test_more_plans_ask_the_database_no_more(
    console_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        plan = Plan.objects.create(key=f"plan-{number}", name=f"Plan {number}")
        municipalities.make(f"Gemeente {number:02}", host=f"g{number}.localhost", plan=plan)

    with django_assert_max_num_queries(11):
        assert len(names(console_client, "/?volgorde=plan")) > 40


def test_as_long_as_there_is_no_plan_nobody_is_asked_for_one(
    console_client: Client, zonnedam: TenantRef, text_of: Text
) -> None:
    draft = drafted(console_client, filled())

    assert 'name="plan"' not in text_of(console_client.get("/"))
    assert 'name="plan"' not in text_of(console_client.get(f"{draft}gemeente/"))
    assert "Er is nog geen plan" in text_of(console_client.get("/plannen/"))


def test_the_page_of_a_municipality_says_its_plan(console_client: Client, basis: Plan, text_of: Text) -> None:
    tenant = municipalities.make("Dijkstede", plan=basis)

    page = text_of(console_client.get(f"/gemeenten/{tenant.uuid}/"))

    assert "Basis" in page
    assert "Voor wie begint" in page


def test_a_plan_is_given_with_the_other_settings_as_an_operation(
    console_client: Client, zonnedam: TenantRef, basis: Plan
) -> None:
    path = f"/gemeenten/{zonnedam.uuid}/instellingen/"

    console_client.post(path, {**shown(console_client, path), "plan": "basis"})
    assert run().state == "done"

    assert Tenant.objects.get(uuid=zonnedam.uuid).plan == basis


def test_who_has_a_closed_plan_keeps_it_and_is_told_so_and_another_cannot_choose_it(
    console_client: Client, zonnedam: TenantRef, waterrijk: TenantRef, basis: Plan, text_of: Text
) -> None:
    Tenant.objects.filter(uuid=zonnedam.uuid).update(plan=basis)
    Plan.objects.update(is_open=False)
    own, others = (f"/gemeenten/{each.uuid}/instellingen/" for each in (zonnedam, waterrijk))

    assert "Basis (gesloten voor nieuwe gemeenten)" in text_of(console_client.get(own))
    refused = console_client.post(others, {**shown(console_client, others), "plan": "basis"})
    assert refused.context["form"].errors.keys() == {"plan"}
    console_client.post(own, {**shown(console_client, own), "name": "Zonnedorp"})
    assert Operation.objects.get().parameters["changes"] == {"name": "Zonnedorp"}


def test_a_form_that_knows_of_no_plan_takes_none_away(
    console_client: Client, zonnedam: TenantRef, basis: Plan
) -> None:
    Tenant.objects.filter(uuid=zonnedam.uuid).update(plan=basis)
    path = f"/gemeenten/{zonnedam.uuid}/instellingen/"
    sent = {**shown(console_client, path), "name": "Zonnedorp"}
    del sent["plan"]

    console_client.post(path, sent)

    assert Operation.objects.get().parameters["changes"] == {"name": "Zonnedorp"}


def test_the_wizard_asks_for_a_plan_that_may_stay_open_and_refuses_a_closed_one(
    console_client: Client, basis: Plan, text_of: Text
) -> None:
    draft = drafted(console_client, filled(plan="basis"))
    checked = text_of(console_client.get(f"{draft}nakijken/"))
    console_client.post(f"{draft}nakijken/")
    ask(console_client, filled(name="Elders", host="elders.localhost", cbs_code="0599"))
    Plan.objects.update(is_open=False)
    late = ask(console_client, filled(name="Later", host="later.localhost", cbs_code="0518", plan="basis"))

    assert "<dt>Plan</dt>" in checked
    assert [each.parameters["plan"] for each in Operation.objects.order_by("pk")] == ["basis", ""]
    assert late.context["form"].errors.keys() == {"plan"}


def test_a_plan_is_added_changed_and_taken_away(console_client: Client, text_of: Text) -> None:
    console_client.post("/plannen/nieuw/", {"name": "Groei", "description": "Alles", "is_open": "on"})
    path = "/plannen/groei/wijzigen/"
    sent = {**shown(console_client, path), "name": "Bloei"}
    del sent["is_open"]
    console_client.post(path, sent)

    row = Plan.objects.get()
    assert (row.key, row.name, row.description, row.is_open) == ("groei", "Bloei", "Alles", False)
    assert "Gesloten" in text_of(console_client.get("/plannen/"))
    console_client.post("/plannen/groei/verwijderen/")
    assert not Plan.objects.exists()


@pytest.mark.attack("P04")
def test_who_comes_second_is_told_and_changes_nothing_until_he_asks_again(
    console_client: Client, basis: Plan, text_of: Text
) -> None:
    path = "/plannen/basis/wijzigen/"
    stale = shown(console_client, path)
    console_client.post(path, {**stale, "name": "Instap"})

    answer = console_client.post(path, {**stale, "description": "Klein"})

    assert (answer.status_code, Plan.objects.get().name) == (409, "Instap")
    assert "Intussen heeft iemand anders" in text_of(answer)
    form = answer.context["form"]
    console_client.post(path, {name: form[name].value() for name in form.fields})
    assert (Plan.objects.get().name, Plan.objects.get().description) == ("Basis", "Klein")


def test_a_plan_in_use_cannot_be_taken_away(console_client: Client, basis: Plan, text_of: Text) -> None:
    municipalities.make("Dijkstede", plan=basis)

    page = console_client.get("/plannen/basis/verwijderen/")
    answer = console_client.post("/plannen/basis/verwijderen/")

    assert "kunt het daarom niet verwijderen" in text_of(page)
    assert (answer.status_code, Plan.objects.count()) == (409, 1)


@pytest.mark.attack("P02")
def test_markup_in_a_plan_is_shown_and_not_obeyed(console_client: Client, text_of: Text) -> None:
    plan = Plan.objects.create(key="kwaad", name=MARKUP, description=MARKUP)
    tenant = municipalities.make("Dijkstede", plan=plan)
    addresses = ("/", "/plannen/", "/plannen/kwaad/wijzigen/", f"/gemeenten/{tenant.uuid}/",
                 f"/gemeenten/{tenant.uuid}/instellingen/")  # fmt: skip

    for address in addresses:
        page = text_of(console_client.get(address))
        assert MARKUP not in page
        assert "&lt;script&gt;" in page


def test_a_viewer_reads_the_plans_and_is_not_offered_to_change_them(
    client_for: Callable[[Role], Client], basis: Plan, text_of: Text
) -> None:
    page = text_of(client_for(Role.VIEWER).get("/plannen/"))

    assert "Voor wie begint" in page
    assert "wijzigen/" not in page
    assert "/plannen/nieuw/" not in page
