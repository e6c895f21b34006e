"""During maintenance everybody reads why and until when, in the municipality's own look (requirement C-037)."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from portal.core import context
from tenants import directory
from tenants.entry import outside
from tenants.models import Tenant
from tenants.types import Notice, State, TenantRef
from tests import states

pytestmark = pytest.mark.covers("C-037")
NOON = datetime.datetime(2031, 5, 4, 10, 0, tzinfo=datetime.UTC)
NOTICE = Notice("Wij verhuizen <b>de servers</b>.\n\nTot straks!", "We are moving.", NOON)


@pytest.fixture
def closed(zonnedam: TenantRef, client_of: Callable[..., Client]) -> Client:
    begin(zonnedam, NOTICE)
    return client_of(zonnedam)


def begin(tenant: TenantRef, notice: Notice) -> None:
    states.become(tenant, State.MAINTENANCE)
    with outside():
        Tenant.objects.filter(uuid=tenant.uuid).update(notice=notice.as_stored())


def html(response: Any) -> str:
    assert response.status_code == 503
    return str(response.content.decode())


def test_the_page_bears_the_municipalitys_text_and_look(closed: Client) -> None:
    page = html(closed.get("/"))

    assert "<title>Deze website is in onderhoud - Gemeente Zonnedam</title>" in page
    assert "<p>Wij verhuizen &lt;b&gt;de servers&lt;/b&gt;.</p>" in page
    assert "op 4 mei 2031, 12:00 uur" in page
    assert '<html lang="nl">' in page


def test_in_english_it_is_english(closed: Client) -> None:
    page = html(closed.get("/en/"))

    assert "This website is under maintenance" in page
    assert '<div class="utrecht-paragraph--lead" lang="en"><p>We are moving.</p>' in page
    assert "Wij verhuizen" not in page


def test_without_english_words_the_dutch_ones_say_that_they_are_dutch(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    begin(zonnedam, Notice("Even geduld."))

    page = html(client_of(zonnedam).get("/en/"))

    assert 'lang="nl"><p>Even geduld.</p>' in page
    assert "Please try again later." in page


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/beheer/", "/beheer/login/", "/zoeken/", "/sitemap.xml", "/nergens/"]
)
def test_it_stands_at_every_address_for_staff_too(closed: Client, path: str) -> None:
    assert "Deze website is in onderhoud" in html(closed.get(path)) or path == "/en/"


def test_a_form_that_is_sent_gets_it_too(closed: Client) -> None:
    assert "in onderhoud" in html(closed.post("/beheer/login/", {"x": "y"}))


def test_machines_are_told_when_to_come_back(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    begin(zonnedam, Notice("Even geduld.", ends_at=timezone.now() + datetime.timedelta(hours=2)))

    response = client_of(zonnedam).get("/")

    assert 7_000 < int(response["Retry-After"]) <= 7_200
    assert (response["Cache-Control"], "noindex" in html(response)) == ("no-store", True)


def test_an_end_that_has_passed_is_not_promised(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    begin(zonnedam, Notice("Even geduld.", ends_at=timezone.now() - datetime.timedelta(hours=2)))

    response = client_of(zonnedam).get("/")

    assert "We verwachten" not in html(response)
    assert response["Retry-After"] == "60"


def test_it_asks_the_database_for_nothing_but_the_directory(
    closed: Client, zonnedam: TenantRef, django_assert_num_queries: DjangoAssertNumQueries, settings: Any
) -> None:
    settings.TENANT_DIRECTORY_TTL = 3600.0
    directory.forget()
    closed.get("/")

    with django_assert_num_queries(1):  # the number of the directory's revision
        closed.get("/")


def test_when_it_is_over_the_portal_is_back_at_once(closed: Client, zonnedam: TenantRef) -> None:
    states.become(zonnedam, State.LIVE)

    assert closed.get("/nergens/").status_code == 404


def test_another_municipality_notices_nothing(
    closed: Client, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    assert "in onderhoud" not in client_of(waterrijk).get("/nergens/").content.decode()


def test_a_page_that_was_being_made_when_it_began_is_not_shown(
    zonnedam: TenantRef, client_of: Callable[..., Client], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TENANT_CONFIRMS_STANDING = True
    fresh = context.queries.contact

    def contact(row: Any) -> Any:
        found = fresh(row)
        with transaction.atomic():  # of its own: what fails in it is undone, and the test goes on
            begin(zonnedam, NOTICE)
        return found

    monkeypatch.setattr(context.queries, "contact", contact)
    request_finished.disconnect(
        close_old_connections
    )  # the page that is thrown away ends a request of its own
    try:
        answer = client_of(zonnedam, raise_request_exception=False).get("/nergens/")
    finally:
        request_finished.connect(close_old_connections)

    assert "Wij verhuizen" in html(answer)
