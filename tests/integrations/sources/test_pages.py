"""A page asks afterwards for what was late: for who asked, and not for ever (architecture I4, M-04, M-17)."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import path

from integrations import sources
from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome, failed, found, not_found
from integrations.sources import Visitor, late
from integrations.sources.pages import MOST
from tenants.entry import current
from tenants.types import TenantRef

SESSION = "s" * 32
PAGE = sources.Page(
    "overview",
    later="later",
    parts={
        "tasks": sources.Part("Uw taken", "themes/components/status.html", list[str]),
        "cases": sources.Part("Uw zaken", "themes/components/status.html", list[str], ("zaak", "zaken")),
    },
)
urlpatterns = [
    path("overzicht/", lambda request: HttpResponse(), name="overview"),
    path("overzicht/later/<slug:name>/<str:ticket>/", PAGE.view(), name="later"),
]


class Session:
    """A session that is there."""

    def __init__(self, key: str | None = SESSION) -> None:
        self.session_key = key


class Person:
    """Somebody who has signed in."""

    is_authenticated = True
    pk = "fatima"


@pytest.fixture(autouse=True)
def _urls(settings: Any, inside: TenantRef) -> None:
    settings.ROOT_URLCONF = __name__


def request(query: str = "", *, key: str | None = SESSION, user: Any = None, htmx: bool = True) -> Any:
    made = RequestFactory().get(f"/overzicht/later/?{query}", headers={"HX-Request": "true"} if htmx else {})
    made.session, made.user = Session(key), user or Person()  # type: ignore[assignment]
    return made


def fetched(query: str = "poging=1", ticket: str = "t", **who: Any) -> tuple[str, HttpResponse]:
    response = PAGE.view()(request(query, **who), name="cases", ticket=ticket)
    return response.content.decode(), response


def leave(ticket: str, outcome: Outcome[Any]) -> None:
    late.leave(ticket, Visitor("fatima", SESSION), outcome)


def test_a_part_knows_its_urls_and_words() -> None:
    outcomes = {"cases": found(["a"], missing=1), "tasks": failed(Reason.TOO_SLOW)}

    tasks, cases = PAGE.shown(outcomes)

    assert (tasks.name, cases.name) == ("tasks", "cases")
    assert (cases.noun, cases.retry_url, cases.later_url) == ("zaak", "/overzicht/", "")


def test_what_is_late_has_an_address_without_anything_of_the_person() -> None:
    outcome: Outcome[Any] = Outcome(Kind.UNAVAILABLE, reason=Reason.TOO_SLOW, later="ticket")

    (part,) = PAGE.shown({"cases": outcome})

    assert part.later_url == "/overzicht/later/cases/ticket/?poging=1"


@pytest.mark.covers("architecture I4", "M-04")
def test_what_came_takes_the_place_of_the_waiting() -> None:
    leave("came", found(["paspoort"]))

    html, response = fetched(ticket="came")

    assert "Uw zaken: geladen." in html
    assert response.headers["HX-Retarget"] == "#bron-cases-inhoud"


def test_a_failure_that_came_is_shown_as_such() -> None:
    leave("failure", not_found())

    html, _ = fetched(ticket="failure")

    assert "Wij kunnen dit niet vinden." in html


@pytest.mark.covers("M-17")
def test_the_page_asks_a_number_of_times_and_then_says_so() -> None:
    waiting, response = fetched(f"poging={MOST - 1}", ticket="never")
    (following,) = re.findall(r'hx-get="([^"]+)"', waiting)
    given_up, _ = fetched(following.partition("?")[2], ticket="never")

    assert "HX-Retarget" not in response.headers
    assert "Het ophalen van deze gegevens duurde te lang." in given_up
    assert "hx-get" not in given_up


@pytest.mark.covers("M-19")
@pytest.mark.parametrize("came", [None, failed(Reason.HAS_TROUBLE)], ids=["nothing", "a failure"])
def test_what_was_last_known_stays_when_nothing_newer_comes(came: Outcome[Any] | None) -> None:
    if came:
        leave("copy", came)

    html, response = fetched(f"poging={MOST}&kopie", ticket="copy" if came else "never")

    assert "Nieuwere gegevens zijn nu niet beschikbaar." in html
    assert "HX-Retarget" not in response.headers


@pytest.mark.covers("architecture I4")
@pytest.mark.parametrize(
    "who",
    [{"key": "x" * 32}, {"user": AnonymousUser()}, {"key": None}],
    ids=["another session", "signed out", "no session"],
)
def test_another_visitor_gets_nothing(who: dict[str, Any]) -> None:
    leave("mine", found(["paspoort van Fatima"]))

    html, _ = fetched(f"poging={MOST}", ticket="mine", **who)

    assert "geladen" not in html
    assert current().name == "Zonnedam"


@pytest.mark.parametrize("number", ["", "x", "-1", "9999999", "²", "1 OR 1"])
def test_an_attempt_that_is_no_number_is_the_last(number: str) -> None:
    html, _ = fetched(f"poging={number}", ticket="never")

    assert "hx-get" not in html


def test_without_htmx_it_leads_back_to_the_page() -> None:
    response = PAGE.view()(request(htmx=False), name="cases", ticket="t")

    assert (response.status_code, response.headers["Location"]) == (302, "/overzicht/")


def test_a_part_that_the_page_has_not_is_not_found() -> None:
    with pytest.raises(Http404):
        PAGE.view()(request(), name="letters", ticket="t")


def test_a_request_without_a_session_is_nobodys() -> None:
    assert sources.visitor(RequestFactory().get("/")) is None
    assert sources.visitor(request()) == Visitor("fatima", SESSION)
    assert sources.visitor(request(user=AnonymousUser())) == Visitor("", SESSION)
