"""Releases: listed, compared, put back; and refused to whoever looked at an older state (requirement C-033)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from provisioning.console.types import Role
from provisioning.lifecycle import baselining, operations
from provisioning.lifecycle.models import Operation
from tenants.audit import Actor
from tenants.models import FeatureSwitch, Tenant
from tenants.types import TenantRef
from tests.provisioning.console.day_two import MARKUP, run

pytestmark = pytest.mark.covers("C-033")
NOOR = Actor("operator", "noor@inwonerplein.example", "192.0.2.14")


@pytest.fixture
def path(console: None, zonnedam: TenantRef) -> str:
    """Release 1 is how it was, 2 has no search, 3 another theme."""
    baselining.run(by=NOOR)
    operations.switch_feature(
        tenant=zonnedam.uuid, feature="search", on=False, by=NOOR, why=f"Storing {MARKUP}"
    )
    change(zonnedam, theme="waterrijk")
    return f"/gemeenten/{zonnedam.uuid}/releases/"


def change(tenant: TenantRef, **values: str) -> None:
    """Have Noor change something."""
    run(operations.request_settings(tenant=tenant.uuid, by=NOOR, **values))


def search_is_on() -> bool:
    return FeatureSwitch.objects.filter(tenant__name="Zonnedam", feature="search", is_on=True).exists()


@pytest.mark.attack("P02")
def test_the_list_says_who_changed_what_and_why(
    console_client: Client, path: str, text_of: Callable[[Any], str]
) -> None:
    page = text_of(console_client.get(path))

    for words in ("noor@inwonerplein.example", "Onderdelen", "Thema", "zoals het was", "Storing"):
        assert words in page
    assert MARKUP not in page
    assert page.count("Terugzetten") == 2


def test_a_release_shows_what_it_changed_and_what_differs_from_any_other(
    console_client: Client, path: str, text_of: Callable[[Any], str]
) -> None:
    own = text_of(console_client.get(f"{path}2/"))
    between = text_of(console_client.get(f"{path}3/?met=1"))

    assert "Onderdeel Zoeken: aan → uit" in own
    assert "Thema" not in own.split("<h2>")[1]
    assert "Onderdeel Zoeken: uit → aan" in between
    assert "Thema: Waterrijk → Zonnedam" in between


def test_a_release_that_is_not_there_is_not_compared(console_client: Client, path: str) -> None:
    codes = {
        query: console_client.get(f"{path}{query}").status_code
        for query in ("9/", "2/?met=99", "2/?met=x", "2/?met=-1")
    }

    assert codes == {"9/": 404, "2/?met=99": 404, "2/?met=x": 200, "2/?met=-1": 200}


def test_putting_back_shows_the_difference_and_does_it(
    console_client: Client, path: str, text_of: Callable[[Any], str]
) -> None:
    page = text_of(console_client.get(f"{path}1/terugzetten/"))
    assert "Onderdeel Zoeken: uit → aan" in page
    assert "Thema: Waterrijk → Zonnedam" in page

    answer = console_client.post(
        f"{path}1/terugzetten/", {"newest": "3", "parts": ["features", "theme"], "reason": "Terug"}
    )

    asked = Operation.objects.latest("pk")
    assert answer.url == f"/opdrachten/{asked.uuid}/"
    run(asked)
    assert search_is_on()
    assert Tenant.objects.get(name="Zonnedam").theme == "zonnedam"
    assert "zoals release 1" in text_of(console_client.get(path))


def test_one_part_alone_can_be_put_back(console_client: Client, path: str) -> None:
    console_client.post(f"{path}1/terugzetten/", {"newest": "3", "parts": ["features"]})
    run()

    assert search_is_on()
    assert Tenant.objects.get(name="Zonnedam").theme == "waterrijk"


def test_a_form_that_somebody_else_overtook_puts_nothing_back(
    console_client: Client, path: str, zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    change(zonnedam, name="Zonnedam aan Zee")
    before = Operation.objects.count()

    answer = console_client.post(f"{path}1/terugzetten/", {"newest": "3", "parts": ["features"]})

    page = text_of(answer)
    assert answer.status_code == 409
    assert "Intussen heeft iemand anders dit gewijzigd" in page
    assert "“Zonnedam” → “Zonnedam aan Zee”" in page
    assert Operation.objects.count() == before
    assert answer.context["form"]["newest"].value() == "4"


def test_without_having_seen_a_release_nothing_is_put_back(console_client: Client, path: str) -> None:
    assert console_client.post(f"{path}1/terugzetten/", {"parts": ["features"]}).status_code == 409


def test_what_is_so_already_cannot_be_put_back(
    console_client: Client, path: str, text_of: Callable[[Any], str]
) -> None:
    assert "zo is het nu al" in text_of(console_client.get(f"{path}3/terugzetten/"))


def test_what_was_changed_outside_the_releases_is_shown(
    console_client: Client, path: str, text_of: Callable[[Any], str]
) -> None:
    Tenant.objects.filter(name="Zonnedam").update(theme="zonnedam")

    assert "gewijzigd buiten de releases om" in text_of(console_client.get(path))


def test_what_was_changed_outside_the_newest_release_can_be_put_back(
    console_client: Client, path: str, text_of: Callable[[Any], str]
) -> None:
    Tenant.objects.filter(name="Zonnedam").update(theme="zonnedam")
    assert "Thema: Zonnedam → Waterrijk" in text_of(console_client.get(f"{path}3/terugzetten/"))

    console_client.post(f"{path}3/terugzetten/", {"newest": "3", "parts": ["theme"]})
    run()

    assert Tenant.objects.get(name="Zonnedam").theme == "waterrijk"


def test_before_the_first_release_the_list_says_so(
    client_for: Callable[[Role], Client], waterrijk: TenantRef, text_of: Callable[[Any], str]
) -> None:
    page = text_of(client_for(Role.VIEWER).get(f"/gemeenten/{waterrijk.uuid}/releases/"))

    assert "Er is nog geen release" in page
