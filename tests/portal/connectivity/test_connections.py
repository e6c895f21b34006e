"""The municipality's connections, as its own administrators see them: to read (M-12)."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from integrations.connections.models import Connection
from integrations.connections.queries import SECRET
from integrations.connections.types import row_of
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import staff

pytestmark = pytest.mark.covers("M-12", "C-031")
URL = "/beheer/koppelingen/"
WRONG = [
    {"layer": "tcp", "state": "ok"},
    {"layer": "authentication", "state": "failed", "finding": "secret wrong"},
    {"layer": "read", "state": "skipped"},
]


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def administrator(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, inside, ADMINISTRATOR)


def connect(tenant: TenantRef, **values: Any) -> Connection:
    row = row_of(tenant.uuid, "case_system", values.get("slug", ""))
    given = {
        "system": "case_system",
        "address": "https://zaken.example/zgw",
        "changed_by": "noor@dimpact.example",
    }
    connection = Connection(pk=row, **{**given, **values})
    SECRET.encrypt("heel-geheim", connection)
    connection.save()
    return connection


def text_of(client: Client) -> str:
    page = client.get(URL).content.decode()
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def test_without_connections_it_says_so(administrator: Client) -> None:
    assert "nog met geen ander systeem verbonden" in text_of(administrator)


def test_it_shows_where_the_last_test_stopped_and_what_to_ask(
    inside: TenantRef, administrator: Client
) -> None:
    connect(inside, state="failed", finding="secret wrong", steps=WRONG, checked_at=timezone.now())

    page = text_of(administrator)

    assert "Zaaksysteem (ZGW) Werkt niet" in page
    assert "weigert de toegang" in page
    assert "Wilt u de client-id en de rechten nakijken" in page


@pytest.mark.attack("W24", "P06")
def test_it_shows_neither_secret_nor_fingerprint_nor_operator(
    inside: TenantRef, administrator: Client
) -> None:
    connection = connect(inside, fingerprint="9f3a12c7")

    page = administrator.get(URL).content.decode()

    assert connection.address in page
    assert not any(word in page for word in ("heel-geheim", "9f3a12c7", "noor@dimpact.example", "v1:"))


def test_trouble_comes_first_and_standing_says_why(inside: TenantRef, administrator: Client) -> None:
    now = timezone.now()
    connect(inside, name="Uit", is_on=False, off_because="Lekt gegevens", state="failed")
    connect(inside, name="Stuk", slug="b", state="failed", finding="too slow")
    connect(inside, name="Werk", slug="c", maintenance_from=now, maintenance_until=now + timedelta(hours=1))

    page = text_of(administrator)

    assert page.index("Stuk Werkt niet") < page.index("Uit Staat uit") < page.index("Werk Onderhoud")
    assert "Lekt gegevens" in page


def test_the_page_of_the_administration_leads_there(administrator: Client) -> None:
    assert f'href="{URL}"' in administrator.get("/beheer/").content.decode()


def test_an_editor_does_not_see_it(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    editor = staff.client_for(client_of, inside, EDITOR)

    assert editor.get(URL).status_code in {302, 403, 404}
    assert URL not in editor.get("/beheer/").content.decode()


def test_the_other_municipality_sees_its_own(
    inside: TenantRef, administrator: Client, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    connect(inside, name="Zaken van Zonnedam")
    with enter(waterrijk, urls=True) as tenant:
        stranger = staff.client_for(client_of, tenant, ADMINISTRATOR)

        assert "Zaken van Zonnedam" not in stranger.get(URL).content.decode()
    assert "Zaken van Zonnedam" in text_of(administrator)
