"""Close a portal, show its page of maintenance, open it again (requirement C-037)."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from provisioning.console.types import Role
from provisioning.lifecycle.models import Operation
from tenants.models import Tenant
from tests import states
from tests.provisioning.console import day_two, municipalities, people
from tests.provisioning.console.day_two import MARKUP

pytestmark = pytest.mark.covers("C-037")
LONG_AGO = 15 * 60 + 1


def minutes(days: int) -> str:
    return f"{timezone.localtime() + datetime.timedelta(days=days):%Y-%m-%dT%H:%M}"


@pytest.fixture
def tenant(console: None) -> Tenant:
    return municipalities.make("Amsterdam", cbs_code="0363")


def run(tenant: Tenant) -> Tenant:
    """Do what the worker does."""
    day_two.run()
    return Tenant.objects.get(pk=tenant.pk)


def test_suspending_says_what_happens_to_whom(
    console_client: Client, tenant: Tenant, text_of: Callable[[Any], str]
) -> None:
    page = text_of(console_client.get(f"/gemeenten/{tenant.uuid}/opschorten/"))

    for words in ("Amsterdam opschorten?", "amsterdam.localhost", "903.399 inwoners", "Binnen vijf seconden"):
        assert words in page
    assert Tenant.objects.get(pk=tenant.pk).state == "live"


def test_suspending_leads_to_its_progress_and_keeps_the_reason(
    console_client: Client, tenant: Tenant
) -> None:
    answer = console_client.post(f"/gemeenten/{tenant.uuid}/opschorten/", {"reason": "Datalek"})

    asked = Operation.objects.get(tenant=tenant.uuid)
    assert answer.url == f"/opdrachten/{asked.uuid}/"
    assert (asked.kind, asked.reason, asked.requested_by) == (
        "suspend",
        "Datalek",
        "bram@inwonerplein.example",
    )
    assert run(tenant).state == "suspended"


def test_without_a_reason_nothing_is_suspended(
    console_client: Client, tenant: Tenant, text_of: Callable[[Any], str]
) -> None:
    answer = console_client.post(f"/gemeenten/{tenant.uuid}/opschorten/", {"reason": "  "})

    assert answer.status_code == 422
    assert "Vul in waarom." in text_of(answer)
    assert not Operation.objects.exists()


@pytest.mark.covers("C-003")
def test_a_session_of_more_than_a_quarter_of_an_hour_suspends_nothing(
    console_client: Client, tenant: Tenant
) -> None:
    with people.later(LONG_AGO):
        answer = console_client.post(f"/gemeenten/{tenant.uuid}/opschorten/", {"reason": "Datalek"})

    assert answer.url.startswith("/bevestigen/")
    assert not Operation.objects.exists()


def test_a_click_too_many_leads_to_the_same_operation(console_client: Client, tenant: Tenant) -> None:
    path = f"/gemeenten/{tenant.uuid}/opschorten/"

    answers = [console_client.post(path, {"reason": "Datalek"}).url for _ in range(2)]

    assert answers == [f"/opdrachten/{Operation.objects.get().uuid}/"] * 2


def test_whoever_is_second_reads_that_it_is_so_already(
    console_client: Client, tenant: Tenant, text_of: Callable[[Any], str]
) -> None:
    states.become(tenant, "suspended")

    page = text_of(console_client.get(f"/gemeenten/{tenant.uuid}/opschorten/"))

    assert "Misschien deed een collega dit net al" in page
    assert "Opschorten</button>" not in page


def test_resuming_opens_the_portal_as_it_was(console_client: Client, tenant: Tenant) -> None:
    states.become(tenant, "suspended")

    console_client.post(f"/gemeenten/{tenant.uuid}/hervatten/", {"reason": ""})

    assert run(tenant).state == "live"


def test_resuming_what_is_open_is_refused(console_client: Client, tenant: Tenant) -> None:
    answer = console_client.post(f"/gemeenten/{tenant.uuid}/hervatten/", {"reason": ""})

    assert answer.status_code == 422
    assert not Operation.objects.exists()


def test_maintenance_bears_text_and_end(console_client: Client, tenant: Tenant) -> None:
    values = {"dutch": "Wij verhuizen.", "english": "We are moving.", "ends_at": minutes(1)}

    console_client.post(f"/gemeenten/{tenant.uuid}/onderhoud/", values)

    found = run(tenant)
    assert (found.state, found.notice["dutch"]) == ("maintenance", "Wij verhuizen.")
    assert found.notice["ends_at"]


def test_maintenance_for_later_is_planned_and_can_be_called_off(
    console_client: Client, tenant: Tenant, text_of: Callable[[Any], str]
) -> None:
    path = f"/gemeenten/{tenant.uuid}/onderhoud/"
    answer = console_client.post(
        path, {"dutch": "Verhuizing", "starts_at": minutes(1), "ends_at": minutes(2)}
    )
    asked = Operation.objects.get()

    assert "Begin van onderhoud" in text_of(console_client.get(path))
    assert "Afzeggen" in text_of(console_client.get(answer.url))
    console_client.post(f"/opdrachten/{asked.uuid}/ongedaan/")

    asked.refresh_from_db()
    assert asked.state == "undone"
    assert "Begin van onderhoud" not in text_of(console_client.get(path))


def test_each_refusal_stands_beside_its_field(console_client: Client, tenant: Tenant) -> None:
    answer = console_client.post(
        f"/gemeenten/{tenant.uuid}/onderhoud/", {"dutch": "", "ends_at": minutes(-1)}
    )
    other = console_client.post(
        f"/gemeenten/{tenant.uuid}/onderhoud/", {"dutch": "x", "ends_at": minutes(-1)}
    )

    assert set(answer.context["form"].errors) == {"dutch"}
    assert set(other.context["form"].errors) == {"ends_at"}


def test_during_maintenance_the_form_shows_what_visitors_read(
    console_client: Client, tenant: Tenant, text_of: Callable[[Any], str]
) -> None:
    console_client.post(f"/gemeenten/{tenant.uuid}/onderhoud/", {"dutch": "Even geduld."})
    run(tenant)

    page = text_of(console_client.get(f"/gemeenten/{tenant.uuid}/onderhoud/"))

    assert "Even geduld.</textarea>" in page
    assert "Nu hervatten" in page


def test_a_form_about_maintenance_that_somebody_else_overtook_changes_nothing(
    console_client: Client, tenant: Tenant, text_of: Callable[[Any], str]
) -> None:
    path = f"/gemeenten/{tenant.uuid}/onderhoud/"
    console_client.post(path, {"dutch": "Tekst van een collega"})
    run(tenant)

    answer = console_client.post(path, {"dutch": "Mijn tekst", "seen": ""})

    assert answer.status_code == 409
    assert "Bezoekers lezen nu: “Tekst van een collega”" in text_of(answer)
    assert Operation.objects.filter(kind="maintenance").count() == 1
    again = {name: answer.context["form"][name].value() for name in ("dutch", "seen")}
    console_client.post(path, again)
    assert run(tenant).notice["dutch"] == "Mijn tekst"


@pytest.mark.attack("P02")
@pytest.mark.parametrize(("language", "title"), [("nl", "in onderhoud"), ("en", "under maintenance")])
def test_the_preview_is_the_portals_own_page_and_holds_no_markup(
    console_client: Client, tenant: Tenant, text_of: Callable[[Any], str], language: str, title: str
) -> None:
    values = {"dutch": f"Even {MARKUP}", "english": f"Wait {MARKUP}", "taal": language}

    answer = console_client.post(f"/gemeenten/{tenant.uuid}/onderhoud/voorbeeld/", values)

    page = text_of(answer)
    assert answer.status_code == 200
    assert title in page
    assert "Amsterdam" in page
    assert MARKUP not in page
    assert "&lt;script&gt;" in page
    assert Tenant.objects.get(pk=tenant.pk).state == "live"


@pytest.mark.attack("P02")
def test_a_reason_with_markup_is_shown_as_text(
    console_client: Client, tenant: Tenant, text_of: Callable[[Any], str]
) -> None:
    console_client.post(f"/gemeenten/{tenant.uuid}/onderhoud/", {"dutch": MARKUP, "reason": MARKUP})
    run(tenant)

    for path in (f"/gemeenten/{tenant.uuid}/", f"/gemeenten/{tenant.uuid}/onderhoud/", "/logboek/"):
        page = text_of(console_client.get(path))
        assert MARKUP not in page, path


def test_a_failed_operation_can_be_undone(console_client: Client, tenant: Tenant) -> None:
    failed = municipalities.operation(state="failed", done=3, tenant=tenant, error="Kapot")

    console_client.post(f"/opdrachten/{failed.uuid}/ongedaan/")

    failed.refresh_from_db()
    assert failed.state == "undoing"


def test_a_viewer_finds_no_way_to_close_a_portal(
    client_for: Callable[[Role], Client], tenant: Tenant, text_of: Callable[[Any], str]
) -> None:
    page = text_of(client_for(Role.VIEWER).get(f"/gemeenten/{tenant.uuid}/"))

    assert "/opschorten/" not in page
    assert "/webadressen/" in page
