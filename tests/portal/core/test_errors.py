"""Error pages bear the tenant's theme and tell nothing of the inside (requirement P-252)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from portal.core import errors, unavailable
from tenants import directory
from tenants.types import TenantRef

SECRET = "wachtwoord=hunter2"


def raiser(error: Exception) -> Callable[..., Any]:
    def raise_it(*args: Any, **kwargs: Any) -> Any:
        raise error

    return raise_it


def break_view(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr("portal.pages.views.current", raiser(error))


@pytest.mark.covers("P-252")
@pytest.mark.attack("T55")
def test_an_address_that_leads_nowhere(visitor: Client) -> None:
    response = visitor.get("/nergens/")
    html = response.content.decode()

    assert response.status_code == 404
    assert "Deze pagina bestaat niet" in html
    assert "Gemeente Zonnedam" in html
    assert "Traceback" not in html
    assert "urlpatterns" not in html


def test_a_request_that_makes_no_sense(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    break_view(monkeypatch, SuspiciousOperation(SECRET))

    response = visitor.get("/robots.txt")

    assert response.status_code == 400
    assert "Deze vraag begrijpen we niet" in response.content.decode()
    assert SECRET not in response.content.decode()


@pytest.mark.attack("T08")
def test_a_host_that_is_no_host_gets_a_neutral_page(zonnedam: TenantRef) -> None:
    response = Client(headers={"host": "zonnedam.localhost@evil"}).get("/")

    assert response.status_code == 400
    assert "Zonnedam" not in response.content.decode()


def test_a_form_without_its_token(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    response = client_of(inside, enforce_csrf_checks=True).post("/beheer/login/", {})

    assert response.status_code == 403
    assert "Het formulier is verlopen" in response.content.decode()


def test_a_broken_view_shows_the_theme_and_not_the_reason(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_view(monkeypatch, RuntimeError(SECRET))

    response = visitor.get("/robots.txt")
    html = response.content.decode()

    assert response.status_code == 500
    assert "Dat ligt aan ons, niet aan u." in html
    assert "Zonnedam" in html
    assert "/thema/" in html
    assert SECRET not in html


def test_the_page_for_what_broke_asks_the_database_nothing(
    inside: TenantRef, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = RequestFactory().get("/")
    request.tenant = inside  # type: ignore[attr-defined]

    with django_assert_num_queries(0):
        assert errors.server_error(request).status_code == 500


@pytest.mark.fault("F32")
@pytest.mark.attack("T55")
def test_a_database_that_goes_away_during_a_page(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    break_view(monkeypatch, OperationalError(SECRET))

    response = visitor.get("/robots.txt")

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "no-store" in response["Cache-Control"]
    assert SECRET not in response.content.decode()


def test_a_database_that_is_away_when_the_host_is_looked_up(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.get("/robots.txt")  # now this process knows the host
    monkeypatch.setattr(directory, "_revision", raiser(OperationalError(SECRET)))

    response = visitor.get("/")
    html = response.content.decode()

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "De website is even niet bereikbaar" in html
    assert "Zonnedam" in html


def test_a_host_that_was_never_seen_gets_a_neutral_page(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.forget()
    monkeypatch.setattr(directory, "_revision", raiser(OperationalError()))

    response = visitor.get("/en/")
    html = response.content.decode()

    assert response.status_code == 503
    assert "Zonnedam" not in html
    assert '<html lang="en">' in html


def test_only_the_database_makes_it_unavailable() -> None:
    request = RequestFactory().get("/")
    middleware = unavailable.DatabaseAwayMiddleware(lambda _request: None)  # type: ignore[arg-type, return-value]

    assert middleware.process_exception(request, ValueError()) is None


def test_a_host_of_nobody_gets_no_page_of_ours(zonnedam: TenantRef) -> None:
    response = Client(headers={"host": "nobody.localhost"}).get("/")

    assert response.status_code == 404
    assert response.content == b"Not found"
