"""The panels of a municipality's page: each shows what it is for, and none takes the page along when it fails."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils.translation import gettext_lazy

from provisioning.console import panels
from provisioning.console.panels import register
from provisioning.console.panels.types import Panel, Place
from provisioning.console.types import Role
from tenants import audit
from tenants.models import Domain, Release, Tenant
from tests.provisioning.console import municipalities

pytestmark = pytest.mark.covers("C-012")
NOOR = audit.Actor("operator", "noor@inwonerplein.example", "192.0.2.14")
SHOWS = {
    "gegevens": ("Productie", "0363", "903.399"),
    "webadressen": ("amsterdam.localhost", "Hoofdadres", "mijn.amsterdam.example", "Nog niet bewezen"),
    "thema": ("Waterrijk", "miniatuur/waterrijk.svg", "meegeleverd/waterrijk/"),
    "onderdelen": ("Aanzetten",),
    "koppelingen": ("Zaaksysteem (ZGW)", "Werkt"),
    "opdrachten": ("Gemeente openen", "Gemeente inschrijven"),
    "releases": ("Release 1", "Begin"),
    "configuratie": ("nog geen bestand doorgevoerd",),
    "gebruik": ("Beheerders met tweede factor", "E-mail is blijven liggen", "nee"),
    "verloop": ("<rect", "Cijfers: Handelingen per dag"),
    "logboek": ("Onderdeel uitgezet", "192.0.2.14", "Alles in het logboek"),
}
"""Words that each panel shows of the municipality below; `tests/architecture/test_panels.py` misses who is not here."""


@pytest.fixture
def amsterdam(console: None) -> Tenant:
    """A municipality of which every panel has something to show."""
    tenant = municipalities.make("Amsterdam", cbs_code="0363")
    Domain.objects.create(tenant=tenant, domain="mijn.amsterdam.example", is_primary=False)
    municipalities.connected(tenant)
    municipalities.operation(state="done", done=10, tenant=tenant)
    municipalities.told(tenant, "staff", administrators=2)
    municipalities.told(tenant, "mail", sent=True, failed=False)
    Release.objects.create(
        tenant=tenant, number=1, kind="opening", snapshot="{}", author_kind="system", reason="Begin"
    )
    audit.record("feature.switched_off", by=NOOR, tenant=tenant.uuid, target="products")
    return tenant


@pytest.fixture
def added() -> Iterator[Callable[..., Panel]]:
    """Add panels for the time of a test."""
    keys = []

    def add(query: Any, *, template: str = "console/panels/facts.html") -> Panel:
        key = f"proef-{uuid.uuid4().hex[:6]}"
        panel = Panel("console", key, gettext_lazy("Proef"), 99, Place.LEFT, template, query)
        register.panels.add(panel)
        keys.append(panel.key)
        return panel

    yield add
    for key in keys:
        del register.panels._entries[key]


def test_each_panel_shows_what_it_is_for(
    console_client: Client, amsterdam: Tenant, text_of: Callable[[Any], str]
) -> None:
    parts = {key: text_of(console_client.get(f"/gemeenten/{amsterdam.uuid}/?deel={key}")) for key in SHOWS}

    for key, part in parts.items():
        assert part.startswith('<section class="ip-console__panel'), key
        assert f'id="{key}" aria-labelledby="{key}-kop"' in part
    assert [f"{key}: {word}" for key, part in parts.items() for word in SHOWS[key] if word not in part] == []


def test_the_page_has_all_panels_and_what_takes_time_comes_later(
    console_client: Client, amsterdam: Tenant, text_of: Callable[[Any], str]
) -> None:
    address = f"/gemeenten/{amsterdam.uuid}/"

    page, opened = (text_of(console_client.get(address + query)) for query in ("", "?open=verloop"))

    assert [key for key in SHOWS if f'id="{key}"' not in page] == []
    assert f'hx-get="{address}?deel=verloop" hx-trigger="load"' in page
    assert f'href="{address}?open=verloop#verloop"' in page  # without script
    assert "ip-console__bars" not in page
    assert "ip-console__bars" in opened


def test_panels_that_fail_say_so_and_the_others_are_there(
    console_client: Client,
    amsterdam: Tenant,
    added: Callable[..., Panel],
    text_of: Callable[[Any], str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def failing(error: Exception) -> Callable[[Any], Any]:
        def fail(asked: Any) -> Any:
            raise error

        return fail

    keys = [added(failing(error)).key for error in (ValueError("x"), DatabaseError("x"), KeyError("x"))]

    answer = console_client.get(f"/gemeenten/{amsterdam.uuid}/")

    page = text_of(answer)
    assert answer.status_code == 200
    assert page.count("Dit deel is er nu niet.") == len(keys)
    assert "Gemeente inschrijven" in page
    told = [record for record in caplog.records if "console.panel_failed" in record.getMessage()]
    assert [record.levelname for record in told] == ["ERROR"] * len(keys)
    assert all(key in caplog.text for key in keys)


def test_a_template_that_fails_is_one_panel_too(
    console_client: Client, amsterdam: Tenant, added: Callable[..., Panel], text_of: Callable[[Any], str]
) -> None:
    added(lambda asked: {}, template="console/panels/is_not_there.html")

    assert text_of(console_client.get(f"/gemeenten/{amsterdam.uuid}/")).count("Dit deel is er nu niet.") == 1


def test_an_unknown_panel_is_not_found(console_client: Client, amsterdam: Tenant) -> None:
    assert console_client.get(f"/gemeenten/{amsterdam.uuid}/?deel=bestaat-niet").status_code == 404


def test_a_viewer_sees_in_no_panel_what_is_personal_or_changes_something(
    client_for: Callable[[Role], Client], amsterdam: Tenant, text_of: Callable[[Any], str]
) -> None:
    viewer = client_for(Role.VIEWER)
    parts = [text_of(viewer.get(f"/gemeenten/{amsterdam.uuid}/?deel={key}")) for key in SHOWS]

    assert [part for part in parts if "192.0.2.14" in part or "utrecht-button" in part] == []


def test_markup_that_a_municipality_can_set_is_shown_and_not_obeyed(
    console_client: Client, amsterdam: Tenant, text_of: Callable[[Any], str]
) -> None:
    Release.objects.update(reason="<script>alert(1)</script>")
    municipalities.told(amsterdam, "mail", sent="<script>alert(1)</script>")

    for key in ("releases", "gebruik"):
        part = text_of(console_client.get(f"/gemeenten/{amsterdam.uuid}/?deel={key}"))
        assert "<script>" not in part
        assert "&lt;script&gt;" in part


def test_loading_twice_adds_nothing() -> None:
    before = len(register.panels)
    panels.load()

    assert len(register.panels) == before
