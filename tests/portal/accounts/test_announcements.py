"""What the platform announces stands in /beheer/ until somebody puts it away (requirement C-039)."""

import datetime
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.accounts.models import PutAway
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from provisioning.lifecycle import cluster
from tenants.announcements import operations
from tenants.announcements.types import Draft
from tenants.audit import Actor
from tenants.entry import enter, outside
from tenants.types import TenantRef
from tests.portal import staff

pytestmark = pytest.mark.covers("C-039")
NOOR = Actor("operator", "noor@inwonerplein.example")
MARKUP = "<script>alert(1)</script>"


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def editor(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, inside, EDITOR)


def announce(*tenants: TenantRef, text: str = "Maandag om zes uur.") -> uuid.UUID:
    now, identity = timezone.now(), uuid.uuid4()
    until = now + datetime.timedelta(days=1)
    draft = Draft("Onderhoud", text, now, until, tuple(each.uuid for each in tenants))
    with outside():
        operations.announce(draft, identity=identity, by=NOOR)
    return identity


def page(client: Client) -> str:
    return client.get("/beheer/").content.decode()


def test_an_editor_reads_it_on_the_first_page(editor: Client) -> None:
    announce()

    assert "<p>Maandag om zes uur.</p>" in page(editor)


def test_who_made_it_is_not_told(editor: Client) -> None:
    announce()

    assert "noor@" not in page(editor)


@pytest.mark.attack("P02", "W07")
def test_markup_in_it_is_text(editor: Client) -> None:
    announce(text=f"Let op {MARKUP}\n\n<img src=x onerror=alert(1)>")

    html = page(editor)

    assert MARKUP not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;" in html


def test_put_away_it_is_gone_for_that_person_alone(
    inside: TenantRef, editor: Client, client_of: Callable[..., Client]
) -> None:
    known = announce()
    colleague = staff.client_for(client_of, inside, ADMINISTRATOR, "sam@zonnedam.example")

    for _ in range(2):
        answer = editor.post(f"/beheer/mededelingen/{known}/weg/")

    assert answer.url == "/beheer/"
    assert "Maandag" not in page(editor)
    assert "Maandag" in page(colleague)


@pytest.mark.attack("T38")
def test_what_is_for_another_municipality_is_neither_read_nor_put_away(
    editor: Client, waterrijk: TenantRef
) -> None:
    foreign = announce(waterrijk)

    editor.post(f"/beheer/mededelingen/{foreign}/weg/")

    assert "Maandag" not in page(editor)
    assert not PutAway.objects.exists()


def test_without_a_second_factor_nothing_is_put_away(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    known = announce()
    with enter(inside):
        user = staff.member(EDITOR)
    client = client_of(inside)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    assert client.post(f"/beheer/mededelingen/{known}/weg/").url.startswith("/beheer/login/")
    assert not PutAway.objects.exists()


def test_a_link_puts_nothing_away(editor: Client) -> None:
    assert editor.get(f"/beheer/mededelingen/{announce()}/weg/").status_code == 405


@pytest.mark.attack("T27")
def test_a_municipalitys_role_reads_no_announcements_and_a_portal_writes_none(zonnedam: TenantRef) -> None:
    table = "announcements_announcement"
    with outside(), connection.cursor() as cursor:
        for holder, right, may in (
            (zonnedam.schema_name, "SELECT", False),
            (cluster.login_name("portal"), "SELECT", True),
            (cluster.login_name("portal"), "INSERT", False),
            (cluster.login_name("portal"), "UPDATE", False),
            (cluster.login_name("console"), "INSERT", True),
        ):
            cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [holder, f"public.{table}", right])
            assert cursor.fetchone() == (may,), (holder, right)
