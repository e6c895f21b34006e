"""One form opens a municipality; every refusal stands beside its field."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from provisioning.console.forms import opening
from provisioning.lifecycle.models import Operation
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.console import municipalities

ADDRESS = "/gemeenten/openen/"


def filled(**values: Any) -> dict[str, Any]:
    domain = settings.PORTAL_DOMAINS[0]
    data = {
        "kind": "production",
        "cbs_code": "0363 Amsterdam",
        "name": "Dijkstede",
        "host": f"dijkstede.{domain}",
        "theme": "waterrijk",
        "features": ["products", "search"],
        "administrator": "eerste@dijkstede.example",
    }
    return {**data, **values}


@pytest.mark.covers("C-020")
def test_a_filled_form_asks_for_an_opening_and_leads_to_its_progress(console_client: Client) -> None:
    answer = console_client.post(ADDRESS, filled())

    operation = Operation.objects.get()
    assert answer.url == f"/opdrachten/{operation.uuid}/"
    wanted = {
        "name": "Dijkstede",
        "cbs_code": "0363",
        "theme": "waterrijk",
        "features": ["products", "search"],
    }
    assert wanted.items() <= operation.parameters.items()
    assert operation.requested_by == "bram@inwonerplein.example"


@pytest.mark.covers("C-070")
def test_the_request_is_written_down(console_client: Client) -> None:
    console_client.post(ADDRESS, filled())

    act = OperatorRecord.objects.get(action="tenant.opening_requested")
    assert (act.actor, act.origin) == ("bram@inwonerplein.example", "127.0.0.1")


@pytest.mark.covers("C-020")
@pytest.mark.attack("T08")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("kind", "iets anders"),
        ("cbs_code", ""),
        ("cbs_code", "9999"),
        ("cbs_code", "Nergenshuizen"),
        ("name", ""),
        ("name", "Zonnedam"),
        ("name", "Z\u043ennedam"),
        ("host", ""),
        ("host", "zonnedam.localhost"),
        ("host", "www.localhost"),
        ("host", "console.localhost"),
        ("host", "mail.localhost"),
        ("host", "d\u0456jkstede.localhost"),
        ("host", "xn--dijkstede-x.localhost"),
        ("host", "dijkstede"),
        ("host", "dijkstede.elders.example"),
        ("host", "sub.zonnedam.localhost"),
        ("host", "met spatie.localhost"),
        ("theme", ""),
        ("theme", "console"),
        ("features", ["bestaat-niet"]),
        ("administrator", ""),
        ("administrator", "geen adres"),
    ],
)
def test_each_refusal_stands_beside_its_field_and_at_the_top(
    console_client: Client, zonnedam: TenantRef, text_of: Callable[[Any], str], field: str, value: Any
) -> None:
    answer = console_client.post(ADDRESS, filled(**{field: value}))

    page = text_of(answer)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page
    assert f'href="#id_{field}' in page
    assert not Operation.objects.exists()


def test_all_refusals_come_at_once_and_what_was_typed_stays(
    console_client: Client, zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    answer = console_client.post(
        ADDRESS,
        filled(
            name="Zonnedam",
            host="www.localhost",
            administrator="geen adres",
            theme="heidebeek",
            features=["search"],
        ),
    )

    page = text_of(answer)
    assert set(answer.context["form"].errors) == {"name", "host", "administrator"}
    for typed in (
        'value="Zonnedam"',
        'value="www.localhost"',
        'value="geen adres"',
        'value="0363 Amsterdam"',
    ):
        assert typed in page
    assert (
        'value="heidebeek" required id="id_theme_0" checked' in page
        or 'value="heidebeek" id="id_theme_0" checked' in page
    )
    assert page.count("checked") == 3


def test_an_empty_form_is_refused_in_every_field(console_client: Client) -> None:
    errors = console_client.post(ADDRESS, {}).context["form"].errors

    assert set(errors) == {"kind", "name", "host", "theme", "administrator"}


@pytest.mark.attack("P04")
def test_a_double_click_opens_one_municipality(console_client: Client) -> None:
    first = console_client.post(ADDRESS, filled())
    second = console_client.post(ADDRESS, filled())

    assert (first.status_code, second.status_code) == (302, 422)
    assert Operation.objects.count() == 1


def test_the_list_of_municipalities_is_there_to_choose_from(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    page = text_of(console_client.get(ADDRESS))

    assert '<option value="0363 Amsterdam">903.399 inwoners</option>' in page
    assert "indeling van" in page


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("0363", "0363"),
        ("0363 Amsterdam", "0363"),
        ("amsterdam", "0363"),
        (" 0363 ", "0363"),
        ("onzin", "onzin"),
        ("", ""),
    ],
)
def test_a_code_a_name_or_both_are_understood(words: str, code: str) -> None:
    assert opening.code_of(words) == code


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Dijkstede", "dijkstede"),
        ("'s-Hertogenbosch", "s-hertogenbosch"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("", ""),
    ],
)
def test_a_host_is_made_out_of_the_name(name: str, host: str) -> None:
    assert opening.host_for(name) == (f"{host}.{settings.PORTAL_DOMAINS[0]}" if host else "")


def test_choosing_a_municipality_suggests_its_name_and_host(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    part = text_of(console_client.get(ADDRESS, {"deel": "voorstel", "cbs_code": "0363 Amsterdam"}))

    assert 'value="Amsterdam"' in part
    assert 'value="amsterdam.localhost"' in part
    assert "<html" not in part


def test_a_suggestion_follows_the_name_but_leaves_what_somebody_typed() -> None:
    followed = opening.suggestion(
        {"name": "Nieuwdorp", "host": "oud.localhost", "suggested_host": "oud.localhost"}
    )
    typed = opening.suggestion(
        {"name": "Nieuwdorp", "host": "eigen.localhost", "suggested_host": "oud.localhost"}
    )

    assert (followed["host"], typed["host"]) == ("nieuwdorp.localhost", "eigen.localhost")


def test_a_new_choice_replaces_a_suggested_name_only() -> None:
    data = {"cbs_code": "0599", "name": "Amsterdam"}

    assert opening.suggestion({**data, "suggested_name": "Amsterdam"})["name"] == "Rotterdam"
    assert opening.suggestion(data)["name"] == "Amsterdam"


def progress_of(client: Client, text_of: Callable[[Any], str], **values: Any) -> tuple[str, str]:
    operation = municipalities.operation(**values)
    address = f"/opdrachten/{operation.uuid}/"
    part = client.get(address, headers={"hx-request": "true", "hx-target": "voortgang"})
    return text_of(client.get(address)), text_of(part)


@pytest.mark.covers("C-022")
def test_progress_shows_each_step_and_goes_on_with_and_without_javascript(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    page, part = progress_of(console_client, text_of, state="running", done=4)

    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert 'max="11" value="4"' in page
    assert page.count("process-steps__step--checked") == 4
    assert 'hx-trigger="every 1s"' in part
    assert "<html" not in part
    assert "Stap 5 van 11" in part


def test_progress_is_said_aloud_when_it_changes_and_only_then(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    operation = municipalities.operation(state="running", done=4)
    asked = {"hx-request": "true", "hx-target": "voortgang"}

    same = text_of(console_client.get(f"/opdrachten/{operation.uuid}/?gezegd=running-4", headers=asked))
    changed = text_of(console_client.get(f"/opdrachten/{operation.uuid}/?gezegd=running-3", headers=asked))

    assert ("hx-swap-oob" in same, "hx-swap-oob" in changed) == (False, True)


def test_a_finished_operation_stops_asking_and_links_the_portal(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    page, part = progress_of(console_client, text_of, state="done", done=10)

    for text in (page, part):
        assert "every 1s" not in text
        assert 'http-equiv="refresh"' not in text
        assert "veenhoven.localhost" in text
    assert "Veenhoven is open." in page


def test_a_failed_operation_says_why_and_offers_to_try_again(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    page, part = progress_of(
        console_client, text_of, state="failed", done=8, error="Het portaal antwoordt niet."
    )

    for text in (page, part):
        assert "Het portaal antwoordt niet." in text
        assert "/opnieuw/" in text
        assert "every 1s" not in text


def test_trying_again_starts_it_anew_and_is_written_down(console_client: Client, queued: list[str]) -> None:
    operation = municipalities.operation(state="failed", done=8)

    answer = console_client.post(f"/opdrachten/{operation.uuid}/opnieuw/")

    assert answer.url == f"/opdrachten/{operation.uuid}/"
    operation.refresh_from_db()
    assert operation.state == "requested"
    assert OperatorRecord.objects.latest("pk").action == "operation.retried"


def test_trying_again_twice_is_told_and_harmless(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    operation = municipalities.operation(state="failed", done=8)
    console_client.post(f"/opdrachten/{operation.uuid}/opnieuw/")

    answer = console_client.post(f"/opdrachten/{operation.uuid}/opnieuw/", follow=True)

    assert "al opnieuw begonnen" in text_of(answer)
    assert OperatorRecord.objects.filter(action="operation.retried").count() == 1


def test_an_unknown_operation_is_not_found(console_client: Client) -> None:
    address = "/opdrachten/00000000-0000-4000-8000-000000000000/"

    assert console_client.get(address).status_code == 404
    assert console_client.post(f"{address}opnieuw/").status_code == 404
