"""A session slides while somebody does something, and ends when nobody does (P-029, attack I20)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import Door, Ending, SignIn
from portal.accounts.queries import resolving
from portal.accounts.roles import EDITOR
from portal.signed_in.operations import lasting
from tenants.types import TenantRef
from tests.portal import citizens, staff

PAGE = "/inlogmomenten/"
HEADER = "X-Session-Expires-In"
MINUTE = 60


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def told(client: Client, path: str = PAGE, **more: Any) -> str:
    return client.get(path, follow=True, **more).content.decode()


@pytest.mark.covers("P-029")
def test_doing_something_makes_it_last_longer(fatima: Client, later: Callable[..., None]) -> None:
    for _ in range(3):
        later(minutes=10)
        assert is_in(fatima)

    assert int(fatima.get(PAGE)[HEADER]) > 14 * MINUTE


@pytest.mark.covers("P-029")
@pytest.mark.attack("I20")
def test_after_fifteen_minutes_of_nothing_it_is_over(fatima: Client, later: Callable[..., None]) -> None:
    later(minutes=15, seconds=1)

    assert not is_in(fatima)
    assert SignIn.objects.get().ending == Ending.EXPIRED
    assert not is_in(fatima)


@pytest.mark.attack("I20")
def test_a_row_that_lives_too_long_is_no_session(fatima: Client, later: Callable[..., None]) -> None:
    later(minutes=15, seconds=1)
    Session.objects.update(expire_date="2100-01-01T00:00Z")

    assert not is_in(fatima)
    assert not Session.objects.filter(expire_date__year=2100).exists()


@pytest.mark.covers("P-029")
@pytest.mark.attack("I20")
def test_after_eight_hours_it_is_over_whatever_somebody_does(
    fatima: Client, later: Callable[..., None], inside: TenantRef
) -> None:
    set_limit(fatima, inside, in_seconds=90)
    assert 80 < int(fatima.get(PAGE)[HEADER]) <= 90

    set_limit(fatima, inside, in_seconds=0)
    assert not is_in(fatima)


def set_limit(client: Client, tenant: TenantRef, *, in_seconds: int) -> None:
    request = citizens.request_of(client, tenant)
    now = int(SignIn.objects.get().seen_at.timestamp())
    request.session[resolving.LIMIT] = now + in_seconds
    request.session.save()


@pytest.mark.parametrize(
    ("told", "seconds"), [(7200, 7200), (99_999, 28_800), (0, 28_800), ("ja", 28_800), (True, 28_800)]
)
def test_a_door_may_lower_how_long_and_never_raise_it(
    inside: TenantRef, client_of: Callable[..., Client], told: Any, seconds: int
) -> None:
    citizens.door(longest_session=told)
    assert Door.objects.get().options == {"longest_session": told}

    client = citizens.client_for(client_of, inside)

    row = SignIn.objects.get()
    limit = citizens.request_of(client, inside).session[resolving.LIMIT]
    assert limit - int(row.at.timestamp()) in range(seconds - 1, seconds + 2)


@pytest.mark.covers("P-029")
def test_somebody_is_noted_once_a_minute(fatima: Client, later: Callable[..., None]) -> None:
    later(minutes=2)
    with CaptureQueriesContext(
        connection,
    ) as noted:
        fatima.get(PAGE)
    with CaptureQueriesContext(connection) as at_once:
        fatima.get(PAGE)

    assert [each for each in writes(noted) if "accounts_signin" in each or "django_session" in each]
    assert writes(at_once) == []


def writes(captured: CaptureQueriesContext) -> list[str]:
    """List what was written, but for the record that somebody looked: that is one row for each page."""
    words = ("INSERT", "UPDATE", "DELETE")
    written = [each["sql"] for each in captured.captured_queries if each["sql"].startswith(words)]
    return [each for each in written if '"processing_record"' not in each]


@pytest.mark.covers("P-029")
def test_the_cookie_leaves_the_end_to_the_server(fatima: Client, later: Callable[..., None]) -> None:
    later(minutes=2)

    cookie = fatima.get(PAGE).cookies["session"]

    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_visitors_and_staff_are_told_nothing_of_it(
    inside: TenantRef, client_of: Callable[..., Client], fatima: Client
) -> None:
    editor = staff.client_for(client_of, inside, EDITOR)

    assert HEADER not in client_of(inside).get("/zoeken/").headers
    assert HEADER not in editor.get("/zoeken/").headers
    assert HEADER in fatima.get("/zoeken/").headers


@pytest.mark.covers("P-029")
def test_staff_stays_as_long_as_before(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    editor = staff.client_for(client_of, inside, EDITOR)

    session = citizens.request_of(editor, inside).session

    assert session.get_expiry_age() == 8 * 60 * MINUTE


@pytest.mark.covers("P-029")
def test_asking_how_long_it_lasts_does_not_make_it_last_longer(
    fatima: Client, later: Callable[..., None]
) -> None:
    later(minutes=10)

    answers = [fatima.get("/sessie/") for _ in range(2)]

    assert [each.status_code for each in answers] == [204, 204]
    assert all(int(each[HEADER]) <= 5 * MINUTE for each in answers)
    later(minutes=5, seconds=1)
    assert fatima.get("/sessie/").status_code == 403


@pytest.mark.covers("P-030")
def test_going_on_makes_it_last_longer(fatima: Client, later: Callable[..., None]) -> None:
    later(minutes=14)

    answer = fatima.post("/sessie/verlengen/", headers={"x-csrftoken": "van de pagina"})

    assert (answer.status_code, int(answer[HEADER]) > 14 * MINUTE) == (204, True)


@pytest.mark.covers("P-030")
def test_without_script_a_page_says_that_it_lasts_longer(fatima: Client, later: Callable[..., None]) -> None:
    later(minutes=14)

    assert "U blijft ingelogd" in fatima.post("/sessie/verlengen/").content.decode()
    later(minutes=16)
    answer = fatima.post("/sessie/verlengen/")
    assert (answer.status_code, "U bent uitgelogd" in answer.content.decode()) == (403, True)


@pytest.mark.attack("W14")
def test_a_page_elsewhere_cannot_make_it_last_longer(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = client_of(inside, enforce_csrf_checks=True)
    citizens.sign_in(client, inside, citizens.citizen())

    assert client.post("/sessie/verlengen/").status_code == 403


@pytest.mark.covers("P-029")
@pytest.mark.parametrize("is_tidied", [True, False])
def test_whose_session_expired_is_told_why_and_finds_the_page_again(
    fatima: Client, later: Callable[..., None], *, is_tidied: bool
) -> None:
    later(minutes=16)
    if is_tidied:
        lasting.expire_all()

    answer = fatima.get(f"{PAGE}?a=b")

    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [f"{PAGE}?a=b"]
    assert "omdat u 15 minuten niets heeft gedaan" in told(fatima, "/zoeken/")
    assert "uitgelogd" not in told(fatima, "/zoeken/")


@pytest.mark.covers("P-029")
def test_on_a_public_page_they_are_told_too_and_see_it(fatima: Client, later: Callable[..., None]) -> None:
    later(minutes=16)

    answer = fatima.get("/zoeken/")

    assert answer.status_code == 200
    assert "omdat u 15 minuten niets heeft gedaan" in answer.content.decode()
    assert "Meldingen" not in told(fatima, "/zoeken/")


def test_a_browser_that_comes_back_days_later_is_told_nothing(
    fatima: Client, later: Callable[..., None]
) -> None:
    later(days=2)

    assert "uitgelogd" not in told(fatima, "/zoeken/")


@pytest.mark.attack("W16")
def test_a_made_up_cookie_is_told_nothing(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    client = client_of(inside)
    for made_up in ("x" * 32, "", "\x00", "x" * 4000):
        client.cookies["session"] = made_up
        assert client.get("/zoeken/").status_code == 200


def test_what_htmx_asked_for_too_late_leads_the_whole_page(
    fatima: Client, later: Callable[..., None]
) -> None:
    later(minutes=16)

    answer = fatima.get(
        PAGE, headers={"hx-request": "true", "hx-current-url": "http://zonnedam.localhost/mijn-zaken/?p=2"}
    )

    assert (answer.status_code, answer.content) == (204, b"")
    assert parse_qs(urlsplit(answer["HX-Redirect"]).query)["next"] == ["/mijn-zaken/?p=2"]


def test_the_job_writes_down_what_has_expired_and_deletes_old_sessions(
    fatima: Client, later: Callable[..., None], inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    later(minutes=16)
    citizens.client_for(client_of, inside, citizens.citizen(citizens.OTHER))

    lasting.expire_all()

    assert list(SignIn.objects.order_by("at").values_list("ending", flat=True)) == [Ending.EXPIRED, ""]
    assert Session.objects.count() == 1


@pytest.mark.attack("T37")
def test_what_is_shown_to_whoever_is_in_is_kept_by_nobody(fatima: Client) -> None:
    for path in ("/zoeken/", PAGE, "/sessie/"):
        assert fatima.get(path)["Cache-Control"] == "private, no-store"


@pytest.mark.attack("I20")
def test_a_password_that_was_changed_elsewhere_leads_to_signing_in_and_to_no_error(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.with_account(client_of, inside)
    user = SignIn.objects.get().user
    user.set_password("een heel andere zin")
    user.save()

    assert client.get(PAGE).status_code == 302


@pytest.mark.covers("P-029", "P-030")
@pytest.mark.parametrize("asked", ["/sessie/", "/sessie/verlengen/"])
def test_a_page_that_asks_first_leaves_the_reason_for_the_next(
    fatima: Client, later: Callable[..., None], asked: str
) -> None:
    later(minutes=16)
    ask = fatima.get if asked == "/sessie/" else fatima.post

    for _ in range(2):
        assert ask(asked).status_code == 403

    assert "omdat u 15 minuten niets heeft gedaan" in fatima.get("/zoeken/").content.decode()
    assert Session.objects.count() == 0
