"""A portal wears the revision that its municipality bears, and knows nothing else of house styles."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory

from provisioning.lifecycle import cluster
from tenants import directory
from tenants.entry import enter
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.themes.styles import houses
from themes import queries, views
from themes.styles import keeping
from themes.styles.models import Face, File

SHEET = re.compile(r'href="(/thema/[0-9a-f]{12}\.css)"')


@pytest.fixture
def dressed(zonnedam: TenantRef) -> str:
    """Let a municipality wear a house style of its own; answers the key."""
    key = houses.published(houses.drafted(logo=houses.LOGO), owner=zonnedam.uuid)
    Tenant.objects.filter(uuid=zonnedam.uuid).update(theme=key)
    directory.forget()
    return key


def sheet(client: Client) -> str:
    found = SHEET.search(client.get("/nergens/").content.decode())
    assert found
    return found.group(1)


@pytest.mark.attack("T57")
def test_the_portal_wears_it_on_its_own_host_alone(
    dressed: str, zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    own, other = sheet(client_of(zonnedam)), sheet(client_of(waterrijk))

    assert own == queries.look(dressed).stylesheet
    assert other == queries.look("waterrijk").stylesheet
    answer = client_of(zonnedam).get(own)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"--p-header-bg" in answer.content


def test_its_logo_and_icons_are_served(
    dressed: str, zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    look = queries.look(dressed)

    kinds = {
        path: client_of(zonnedam).get(path)["Content-Type"]
        for path in (look.logo, look.icon, look.touch_icon)
    }

    assert list(kinds.values()) == ["image/svg+xml", "image/x-icon", "image/png"]


def test_a_page_asks_for_the_look_once(dressed: str, django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(1):
        queries.look(dressed)
    with django_assert_num_queries(0):
        queries.look(dressed)


@pytest.mark.fault("F23")
def test_while_the_database_is_away_who_is_not_known_is_neutral_and_no_file_is_denied(
    dressed: str, monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    def away(**_asked: str) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(Face.objects, "filter", away)
    monkeypatch.setattr(File.objects, "filter", away)

    assert queries.look(dressed) == queries.look(queries.DEFAULT)
    answer = views.stylesheet(rf.get("/"), "0123456789ab")
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert views.icon(rf.get("/"), "0123456789ab").status_code == 503


def test_what_is_not_there_is_not_remembered_as_absent(db: None) -> None:
    revision = houses.begun()
    key = f"{revision.style.slug}--1"
    assert keeping.look(key) is None

    Face.objects.create(key=key, look=revision.look)

    assert keeping.look(key) is not None


@pytest.mark.parametrize("key", ["", "zonnedam--0", "zonnedam--1--x", "../etc--1", "a" * 50])
def test_what_is_no_key_is_not_looked_for(
    db: None, key: str, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(0):
        assert keeping.look(key) is None


@pytest.mark.attack("T18")
@pytest.mark.parametrize("table", ["styles_style", "styles_revision", "styles_upload"])
def test_where_a_house_style_comes_from_no_portal_can_read(zonnedam: TenantRef, table: str) -> None:
    rights = "SELECT has_table_privilege(%s, %s, 'SELECT')"
    with enter(zonnedam), connection.cursor() as cursor:
        for role in (cluster.login_name("portal"), cluster.login_name("portal_worker"), cluster.READERS):
            cursor.execute(rights, [role, f"public.{table}"])
            assert cursor.fetchone() == (False,)
        cursor.execute(rights, [cluster.login_name("portal"), "public.styles_face"])
        assert cursor.fetchone() == (True,)  # the negative control
