"""Each request of a personal view is one record: whose data, under which activity, and what came of it (P-264)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client

from portal.accounts.looking import activity_of, processes, shows_nothing_personal
from portal.accounts.models import User
from portal.accounts.operations import acting
from portal.accounts.queries import looked, resolving
from tenants import processing
from tenants.entry import enter
from tenants.processing import Outcome, queries
from tenants.processing.models import Record
from tenants.processing.types import UndeclaredActivityError
from tenants.types import TenantRef
from tests.portal import citizens

ACTIVITY = "Inwoners en bedrijven laten inloggen"

pytestmark = pytest.mark.covers("P-264")


@processes(ACTIVITY)
def page(request: HttpRequest) -> HttpResponse:
    match request.path:
        case "/weg/":
            raise Http404
        case "/verboden/":
            raise PermissionDenied
        case "/kapot/":
            raise RuntimeError
        case "/register/":
            processing.noted("brp", Outcome.OK)
    return HttpResponse("uw gegevens")


def asked(client: Client, tenant: TenantRef, path: str = "/", view: Any = page) -> None:
    request = citizens.request_of(client, tenant, path)
    view(request)


@pytest.fixture
def fatima(zonnedam: TenantRef, client_of: Callable[..., Client]) -> Client:
    return citizens.client_for(client_of, zonnedam)


def rows_of_fatima() -> list[tuple[str, str, str]]:
    user = User.objects.get(contact__email=citizens.EMAIL)
    found = queries.of_persons(looked.persons_of(user))
    return [(row.actor_kind, row.source, row.outcome) for row in found]


def test_seeing_a_page_is_one_record(zonnedam: TenantRef, fatima: Client) -> None:
    with enter(zonnedam):
        asked(fatima, zonnedam)

        assert rows_of_fatima() == [("self", "", "ok")]


@pytest.mark.parametrize(
    ("path", "error", "outcome"),
    [
        ("/weg/", Http404, "not found"),
        ("/verboden/", PermissionDenied, "refused"),
        ("/kapot/", RuntimeError, "failed"),
    ],
)
def test_what_did_not_work_is_a_record_too(
    zonnedam: TenantRef, fatima: Client, path: str, error: type[Exception], outcome: str
) -> None:
    with enter(zonnedam):
        with pytest.raises(error):
            asked(fatima, zonnedam, path)

        assert rows_of_fatima() == [("self", "", outcome)]


def test_a_register_that_is_asked_for_the_page_is_a_record_of_its_own(
    zonnedam: TenantRef, fatima: Client
) -> None:
    with enter(zonnedam):
        asked(fatima, zonnedam, "/register/")

        assert rows_of_fatima() == [("self", "", "ok"), ("self", "brp", "ok")]


def test_a_visitor_leaves_no_record(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    with enter(zonnedam):
        before = Record.objects.count()
        asked(client_of(zonnedam), zonnedam)

        assert Record.objects.count() == before


def test_where_it_cannot_be_written_down_nothing_is_shown(
    zonnedam: TenantRef, fatima: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **more: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr(processing, "write", broken)

    with enter(zonnedam), pytest.raises(OSError, match="no room"):
        asked(fatima, zonnedam)


def test_an_activity_that_nobody_declared_shows_nothing(zonnedam: TenantRef, fatima: Client) -> None:
    with enter(zonnedam), pytest.raises(UndeclaredActivityError):
        asked(fatima, zonnedam, view=processes("Zomaar kijken")(lambda request: HttpResponse()))


@pytest.mark.covers("P-266")
def test_who_acts_for_another_is_seen_by_that_other(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.client_for(client_of, zonnedam, citizens.representative())
    with enter(zonnedam):
        request = citizens.request_of(client, zonnedam)
        mandate = next(choice.mandate for choice in resolving.choices(request) if choice.mandate)
        acting.act_for(request, mandate)
        page(request)

        assert rows_of_fatima() == []

    other = citizens.client_for(client_of, zonnedam, citizens.citizen(citizens.REPRESENTED), email="")
    with enter(zonnedam):
        user = resolving.sign_in_of(citizens.request_of(other, zonnedam)).user  # type: ignore[union-attr]
        seen = queries.of_persons(looked.persons_of(user))
        assert [row.actor_kind for row in seen] == ["representative"]


def test_a_view_says_what_it_is_for_or_that_it_shows_nothing() -> None:
    def plain(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert activity_of(page) == ACTIVITY
    assert activity_of(shows_nothing_personal(lambda request: plain(request))) == ""
    assert activity_of(plain) is None
