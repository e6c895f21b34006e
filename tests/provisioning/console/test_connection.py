"""A municipality's connections in the console: added, tried, tended; secrets go in and never come out."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from integrations.connections import operations
from integrations.connections.inbox.models import Command
from integrations.connections.types import row_of
from provisioning.console.types import Role
from tenants.entry import enter
from tenants.models import OperatorRecord, Tenant
from tenants.types import TenantRef
from tests.integrations.connections import pem
from tests.provisioning.console import municipalities

SECRET = "heel-erg-geheim-12345"
type Text = Callable[[Any], str]


@pytest.fixture
def tenant(zonnedam: TenantRef) -> str:
    return f"/gemeenten/{zonnedam.uuid}/"


@pytest.fixture
def page(zonnedam: TenantRef, tenant: str) -> str:
    """The page of a connection that the municipality's own jobs told of."""
    municipalities.connected(Tenant.objects.get(uuid=zonnedam.uuid))
    return f"{tenant}koppelingen/{row_of(zonnedam.uuid, 'case_system')}/"


def add(client: Client, tenant: str, system: str = "case_system", **values: str) -> Any:
    data = {
        "address": f"{settings.SANDBOX_URL}/zgw",
        "client_id": "inwonerplein",
        "secret": SECRET,
        "profile": "open-zaak-1.x",
        "actie": "bewaren",
    }
    return client.post(f"{tenant}koppelingen/toevoegen/{system}/", {**data, **values})


def carry_out() -> None:
    for command in Command.objects.filter(progress="open").order_by("created_at"):
        operations.carry_out(command=command.pk)


def kinds() -> list[str]:
    return list(Command.objects.order_by("created_at").values_list("kind", flat=True))


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


@pytest.mark.covers("C-031", "M-02")
def test_what_is_tried_is_not_kept_until_somebody_says_so(
    console_client: Client, tenant: str, zonnedam: TenantRef, text_of: Text
) -> None:
    trial = add(console_client, tenant, actie="proberen")["Location"]
    assert "Er is nog niets bewaard" in text_of(console_client.get(trial))
    carry_out()

    found = text_of(console_client.get(trial))
    assert "Toch bewaren" in found  # nobody listens where the tests' sandbox would be
    assert SECRET not in found
    assert (
        console_client.get(f"{tenant}koppelingen/{row_of(zonnedam.uuid, 'case_system')}/").status_code == 404
    )

    kept = console_client.post(trial)
    carry_out()
    assert console_client.get(kept["Location"]).status_code == 200
    with enter(zonnedam):
        from integrations.connections import queries

        assert queries.access_to("case_system").secret == SECRET


def test_a_trial_can_be_adapted_without_its_secret(
    console_client: Client, tenant: str, text_of: Text
) -> None:
    trial = add(console_client, tenant, actie="proberen", name="Onze zaken")["Location"]
    carry_out()

    form = text_of(
        console_client.get(f"{tenant}koppelingen/toevoegen/case_system/?proef={trial.split('/')[-2]}")
    )

    assert 'value="Onze zaken"' in form
    assert SECRET not in form


@pytest.mark.attack("P06")
def test_a_trial_of_somebody_else_cannot_be_kept(
    console_client: Client, client_for: Callable[[Role], Client], tenant: str
) -> None:
    trial = add(console_client, tenant, actie="proberen")["Location"]
    carry_out()

    client_for(Role.OWNER).post(trial)

    assert kinds() == ["try"]


@pytest.mark.attack("W03")
def test_whoever_tests_too_often_has_to_wait(
    console_client: Client, page: str, text_of: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.connections.throttle.MOST_OF_TENANT", 1)
    console_client.post(f"{page}testen/")
    carry_out()

    again = console_client.post(f"{page}testen/", follow=True)

    assert "Wacht tien minuten" in text_of(again)
    assert kinds() == ["test"]


def test_while_a_worker_is_at_it_the_page_asks_again(
    console_client: Client, page: str, text_of: Text
) -> None:
    console_client.post(f"{page}testen/")

    assert 'hx-trigger="every 1s"' in text_of(console_client.get(page))
    assert '<noscript><meta http-equiv="refresh"' in text_of(console_client.get(page))
    Command.objects.update(progress="done")
    part = text_of(console_client.get(page, headers={"HX-Target": "koppeling"}))
    assert "every 1s" not in part
    assert "<html" not in part


@pytest.mark.covers("C-031", "M-05")
def test_what_the_profile_promises_stands_beside_what_was_found(
    console_client: Client, zonnedam: TenantRef, page: str, text_of: Text
) -> None:
    municipalities.connected(
        Tenant.objects.get(uuid=zonnedam.uuid), profile="open-zaak-1.x", found={"cases.expand": False}
    )

    shown = text_of(console_client.get(page))

    assert "Haalt een zaak met status" in shown
    assert "anders" in shown
    assert "niet bekeken" in shown


@pytest.mark.covers("C-031")
def test_what_stands_in_the_way_comes_with_a_mail_to_the_supplier(
    console_client: Client, zonnedam: TenantRef, page: str, text_of: Text
) -> None:
    steps = [
        {"layer": "name", "state": "ok"},
        {"layer": "authentication", "state": "failed", "finding": "secret wrong"},
        {"layer": "read", "state": "skipped"},
    ]
    municipalities.connected(
        Tenant.objects.get(uuid=zonnedam.uuid), state="failed", finding="secret wrong", steps=steps
    )

    shown = text_of(console_client.get(page))
    mail = text_of(console_client.get(f"{page}mail.txt"))

    assert "weigert de toegang" in shown
    assert "de test stopte eerder" in shown
    assert "Wilt u de client-id en de rechten nakijken" in mail
    assert mail in shown.replace("&#x27;", "'")


def test_a_new_secret_is_asked_for_with_how_long_the_former_one_stays(
    console_client: Client, page: str, text_of: Text
) -> None:
    refused = console_client.post(f"{page}geheim/", {"secret": ""})
    assert refused.status_code == 422
    assert 'href="#id_secret"' in text_of(refused)

    console_client.post(f"{page}geheim/", {"secret": SECRET, "keep": "7"})

    assert kinds() == ["rotate", "test"]
    assert Command.objects.get(kind="rotate").payload["until"]


@pytest.mark.parametrize(
    ("path", "data", "kind"),
    [
        ("schakelen/", {"stand": "uit", "why": "Storing"}, "switch"),
        ("onderhoud/", {"begins": "2999-01-01T10:00", "ends": "2999-01-01T12:00"}, "plan"),
        ("onderhoud/afzeggen/", {}, "plan"),
        ("verwijderen/", {}, "remove"),
        ("geheim/vergeten/", {}, "drop"),
        (
            "certificaat/aanvragen/",
            {"common_name": "portaal.zonnedam.nl", "organisation": "Zonnedam"},
            "request",
        ),
        ("certificaat/verwijderen/", {}, "certify"),
    ],
)
@pytest.mark.covers("C-031")
def test_what_is_done_to_a_connection_is_asked_for_and_noted(
    console_client: Client, page: str, path: str, data: dict[str, str], kind: str
) -> None:
    assert console_client.post(f"{page}{path}", data).status_code == 302

    assert kinds() == [kind]
    assert OperatorRecord.objects.latest("pk").action == f"connection.{kind}_requested"


@pytest.mark.parametrize(
    ("path", "data", "field"),
    [
        ("onderhoud/", {"begins": "2999-01-01T10:00", "ends": "2999-01-01T09:00"}, "ends"),
        ("onderhoud/", {"begins": "", "ends": "morgen"}, "begins"),
        ("certificaat/", {"certificate": "tekst"}, "certificate"),
        ("certificaat/aanvragen/", {"common_name": "geen host", "organisation": "Zonnedam"}, "common_name"),
    ],
)
def test_what_is_wrong_in_these_forms_stands_beside_its_field(
    console_client: Client, page: str, text_of: Text, path: str, data: dict[str, str], field: str
) -> None:
    answer = console_client.post(f"{page}{path}", data)

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text_of(answer)


@pytest.mark.attack("P06", "W24")
def test_a_key_that_was_refused_does_not_come_back(console_client: Client, page: str, text_of: Text) -> None:
    ours, other = pem.make(), pem.make()

    answer = console_client.post(
        f"{page}certificaat/", {"certificate": ours.chain, "key": other.key(), "passphrase": ""}
    )

    assert "hoort niet bij het certificaat" in text_of(answer)
    assert ours.chain.splitlines()[1] in text_of(answer)
    assert other.key().splitlines()[1] not in text_of(answer)


def test_every_page_of_a_connection_can_be_read(console_client: Client, page: str) -> None:
    for path in ("", "wijzigen/", "geheim/", "certificaat/", "schakelen/", "onderhoud/", "verwijderen/"):
        assert console_client.get(f"{page}{path}").status_code == 200, path


def test_a_viewer_reads_and_changes_nothing(
    client_for: Callable[[Role], Client], page: str, tenant: str, text_of: Text
) -> None:
    viewer = client_for(Role.VIEWER)

    assert "Wat u kunt doen" not in text_of(viewer.get(page))
    assert viewer.post(f"{page}testen/").status_code == 403
    assert viewer.get(f"{tenant}koppelingen/toevoegen/").status_code == 403


def test_what_is_not_there_is_not_found(console_client: Client, tenant: str) -> None:
    for path in (
        f"{uuid.uuid4()}/",
        f"{uuid.uuid4()}/wijzigen/",
        "toevoegen/sterrenwacht/",
        f"proef/{uuid.uuid4()}/",
    ):
        assert console_client.get(f"{tenant}koppelingen/{path}").status_code == 404, path


def test_a_municipality_that_does_not_serve_has_no_connection_to_change(
    console_client: Client, text_of: Text
) -> None:
    tenant = municipalities.make(state="suspended")

    assert "niet in gebruik" in text_of(add(console_client, f"/gemeenten/{tenant.uuid}/"))


def test_a_connection_that_fails_stands_at_the_top_of_its_municipality(
    console_client: Client, zonnedam: TenantRef, tenant: str, text_of: Text
) -> None:
    municipalities.connected(Tenant.objects.get(uuid=zonnedam.uuid), state="failed", finding="name unknown")
    assert "Dit adres bestaat niet." in text_of(console_client.get(tenant))

    municipalities.connected(
        Tenant.objects.get(uuid=zonnedam.uuid), state="failed", finding="name unknown", is_on=False
    )
    assert "werkt niet" not in text_of(console_client.get(tenant))
