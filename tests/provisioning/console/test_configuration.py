"""A municipality as a file, on a page: shown, downloaded, planned, applied (C-034)."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from provisioning.console.types import Role
from provisioning.lifecycle import baselining, operations, runner
from provisioning.lifecycle.as_code import reading
from provisioning.lifecycle.models import Operation
from tenants.configuration import snapshots
from tenants.models import FeatureSwitch
from tenants.registers import Side
from tenants.types import TenantRef
from tests.provisioning.console import people
from tests.provisioning.lifecycle.plans import OPERATOR

pytestmark = pytest.mark.covers("C-034")
FILE = """version: 1
municipality:
  host: zonnedam.localhost
features:
  search: false
"""


@pytest.fixture(autouse=True)
def _settled(zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a first release, and see of the inside no more than a console may."""
    baselining.run(by=OPERATOR)
    monkeypatch.setattr(snapshots, "reachable", lambda _tenant: frozenset({Side.PUBLIC}))


def where(tenant: TenantRef) -> str:
    return f"/gemeenten/{tenant.uuid}/configuratie/"


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def seen_in(page: str) -> str:
    (mark,) = re.findall(r'name="seen" value="([0-9a-f]+)"', page)
    return str(mark)


def agree(client: Client, tenant: TenantRef, text: str, **more: Any) -> Any:
    """Have a plan shown, and agree with it."""
    page = text_of(client.post(where(tenant), {"text": text, **more}))
    return client.post(f"{where(tenant)}doorvoeren/", {"text": text, "seen": seen_in(page), **more})


def carried_out(tenant: TenantRef, monkeypatch: pytest.MonkeyPatch) -> Operation:
    monkeypatch.undo()
    operation = Operation.objects.get(tenant=tenant.uuid, kind="configure")
    runner.run(operation.uuid)
    operation.refresh_from_db()
    return operation


def test_the_page_shows_the_file_and_gives_it(console_client: Client, zonnedam: TenantRef) -> None:
    page = text_of(console_client.get(where(zonnedam)))
    answer = console_client.get(f"{where(zonnedam)}bestand.yaml")

    assert "host: zonnedam.localhost" in page
    assert "nog geen bestand doorgevoerd" in page
    assert answer["Content-Disposition"] == 'attachment; filename="zonnedam.localhost.yaml"'
    assert reading.read(answer.content).told["look"] == {"name": "Zonnedam", "theme": "zonnedam"}


def test_a_file_is_first_compared_and_then_applied(
    console_client: Client, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = text_of(console_client.post(where(zonnedam), {"text": FILE}))
    assert "Onderdeel Zoeken: aan → uit" in page
    assert not Operation.objects.filter(kind="configure").exists()

    answer = agree(console_client, zonnedam, FILE, why="Op verzoek")

    operation = carried_out(zonnedam, monkeypatch)
    assert answer["Location"] == f"/opdrachten/{operation.uuid}/"
    assert (operation.state, operation.reason) == ("done", "Configuratiebestand: Op verzoek")
    assert not FeatureSwitch.objects.get(tenant__uuid=zonnedam.uuid, feature="search").is_on


def test_a_file_may_be_sent_too(console_client: Client, zonnedam: TenantRef) -> None:
    sent = SimpleUploadedFile("zonnedam.yaml", FILE.encode(), "application/yaml")

    page = text_of(console_client.post(where(zonnedam), {"file": sent}))

    assert "Onderdeel Zoeken: aan → uit" in page
    assert "search: false" in page  # the second form carries it along


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"text": ""}, "Plak de inhoud van het bestand"),
        (
            {"text": FILE.replace("false", "misschien")},
            "Regel 5 (features.search): Schrijf hier true of false.",
        ),
        ({"text": FILE + "  - x"}, "Regel 6: Dit is geen YAML."),
        (
            {"text": FILE.replace("zonnedam", "waterrijk")},
            "Regel 3 (municipality.host): Dit bestand is van een",
        ),
        ({"text": FILE + "sterren: {}"}, "Regel 6 (sterren): Deze sectie bestaat niet."),
        ({"text": FILE, "remove": "domains"}, "Deze secties staan niet in het bestand: domains"),
        ({"text": FILE + "x: '" + "x" * 140_000 + "'"}, "te groot"),
    ],
)
def test_what_is_wrong_stands_beside_the_file_with_its_line(
    console_client: Client, zonnedam: TenantRef, sent: dict[str, str], words: str
) -> None:
    answer = console_client.post(where(zonnedam), sent)

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Operation.objects.filter(kind="configure").exists()


def test_a_file_that_is_too_large_stands_beside_its_own_field(
    console_client: Client, zonnedam: TenantRef
) -> None:
    sent = SimpleUploadedFile("groot.yaml", b"x" * 140_000)

    page = text_of(console_client.post(where(zonnedam), {"file": sent}))

    assert "Of kies het bestand: Regel 1: Dit bestand is te groot" in page


def test_a_stale_plan_is_shown_anew(console_client: Client, zonnedam: TenantRef) -> None:
    page = text_of(console_client.post(where(zonnedam), {"text": FILE}))
    operations.switch_feature(tenant=zonnedam.uuid, feature="search", on=False, by=OPERATOR)

    asked = {"text": FILE, "seen": seen_in(page)}
    answer = console_client.post(f"{where(zonnedam)}doorvoeren/", asked)

    assert answer.status_code == 409
    assert "Intussen is er iets gewijzigd" in text_of(answer)
    assert "Er verandert niets bij Zonnedam" in text_of(answer)
    assert not Operation.objects.filter(kind="configure").exists()


def test_a_double_click_does_nothing_twice(console_client: Client, zonnedam: TenantRef) -> None:
    page = text_of(console_client.post(where(zonnedam), {"text": FILE}))
    asked = {"text": FILE, "seen": seen_in(page)}

    first, second = (console_client.post(f"{where(zonnedam)}doorvoeren/", asked) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Operation.objects.filter(kind="configure").count() == 1


def test_what_differs_since_stands_on_both_pages(
    console_client: Client, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(console_client, zonnedam, FILE)
    carried_out(zonnedam, monkeypatch)
    page = f"/gemeenten/{zonnedam.uuid}/"
    assert "Zoals het bestand zegt" in text_of(console_client.get(page))

    operations.switch_feature(tenant=zonnedam.uuid, feature="search", on=True, by=OPERATOR)

    for address in (page, where(zonnedam)):
        assert "Onderdeel Zoeken: uit → aan" in text_of(console_client.get(address))
    assert "Wijkt af van het bestand" in text_of(console_client.get(page))


@pytest.mark.covers("C-003")
def test_an_old_session_applies_no_file(console_client: Client, zonnedam: TenantRef) -> None:
    with people.later(15 * 60 + 1):
        answer = agree(console_client, zonnedam, FILE)

    assert answer.url.startswith("/bevestigen/?next=%2Fgemeenten%2F")
    assert not Operation.objects.filter(kind="configure").exists()


@pytest.mark.parametrize("seen", ["", "0123456789abcdef"])
def test_nothing_is_applied_of_which_no_plan_was_seen(
    console_client: Client, zonnedam: TenantRef, seen: str
) -> None:
    answer = console_client.post(f"{where(zonnedam)}doorvoeren/", {"text": FILE, "seen": seen})

    assert "Onderdeel Zoeken: aan → uit" in text_of(answer)
    assert not Operation.objects.filter(kind="configure").exists()


@pytest.mark.attack("P02")
def test_what_a_file_says_is_shown_as_text(console_client: Client, zonnedam: TenantRef) -> None:
    text = FILE + "texts:\n  tagline: <script>alert(1)</script>\n<b>x</b>: 1\n"

    pages = [
        console_client.post(where(zonnedam), {"text": each})
        for each in (text, text.replace("<b>x</b>: 1", ""))
    ]

    assert all(b"<script>alert" not in page.content and b"<b>x" not in page.content for page in pages)
    assert b"&lt;script&gt;alert" in pages[1].content


def test_who_may_only_look_sees_no_form_and_changes_nothing(
    client_for: Callable[[Role], Client], zonnedam: TenantRef
) -> None:
    client = client_for(Role.VIEWER)

    page = text_of(client.get(where(zonnedam)))

    assert "host: zonnedam.localhost" in page
    assert "Wijzigen met een bestand" not in page
    for rest in ("", "doorvoeren/"):
        assert client.post(f"{where(zonnedam)}{rest}", {"text": FILE}).status_code == 403


def test_a_municipality_that_is_not_there_has_no_file(console_client: Client) -> None:
    address = "/gemeenten/99999999-9999-4999-8999-999999999999/configuratie/"

    assert {console_client.get(f"{address}{rest}").status_code for rest in ("", "bestand.yaml")} == {404}


@pytest.mark.parametrize("rest", ["", "configuratie/"])
def test_pages_with_drift_ask_few_queries(
    console_client: Client,
    zonnedam: TenantRef,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rest: str,
) -> None:
    agree(console_client, zonnedam, FILE)
    carried_out(zonnedam, monkeypatch)
    monkeypatch.setattr(snapshots, "reachable", lambda _tenant: frozenset({Side.PUBLIC}))

    with django_assert_max_num_queries(15 if not rest else 18):
        console_client.get(f"/gemeenten/{zonnedam.uuid}/{rest}")
