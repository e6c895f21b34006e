"""Sessions end: after rest, after a day's work, and when somebody says so."""

import pytest
from django.test import Client

from provisioning.console.models import ConsoleSession, Operator
from provisioning.console.sessions import SessionStore
from tests.provisioning.console import people

HALF_AN_HOUR, TWELVE_HOURS = 30 * 60, 12 * 3600


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


def test_half_an_hour_of_rest_ends_a_session(console_client: Client) -> None:
    with people.later(HALF_AN_HOUR - 60):
        assert is_signed_in(console_client)
    with people.later(2 * HALF_AN_HOUR):
        assert not is_signed_in(console_client)


def test_who_works_on_stays_signed_in(console_client: Client) -> None:
    for minutes in (20, 40, 60):
        with people.later(minutes * 60):
            assert is_signed_in(console_client)


def test_what_a_page_asks_for_by_itself_is_no_work(console_client: Client) -> None:
    with people.later(20 * 60):
        assert console_client.get("/", headers={"hx-request": "true"}).status_code == 200
    with people.later(40 * 60):
        assert not is_signed_in(console_client)


def test_after_twelve_hours_a_session_ends_however_busy(console_client: Client) -> None:
    for minutes in range(20, 12 * 60, 20):
        with people.later(minutes * 60):
            assert is_signed_in(console_client)
    with people.later(TWELVE_HOURS + 1):
        assert not is_signed_in(console_client)


def test_signing_in_takes_a_new_session_key(visitor: Client, operator: Operator) -> None:
    people.give_password(visitor, operator)
    halfway = visitor.cookies["session_console"].value
    visitor.post("/aanmelden/code/", {"code": people.code()})

    assert visitor.cookies["session_console"].value != halfway
    assert not SessionStore().exists(halfway)


def test_another_password_ends_all_sessions_but_this_one(console_client: Client) -> None:
    elsewhere = people.browser()
    people.sign_in(elsewhere, Operator.objects.get())
    new = "een heel andere lange zin"

    answer = console_client.post("/account/wachtwoord/", {"current": people.PASSWORD, "new": new})

    assert answer.url == "/account/"
    assert (is_signed_in(console_client), is_signed_in(elsewhere)) == (True, False)


def test_changing_the_password_asks_for_the_old_one(console_client: Client) -> None:
    answer = console_client.post(
        "/account/wachtwoord/", {"current": "weet ik niet", "new": "een heel andere lange zin"}
    )

    assert "Dit is niet uw wachtwoord." in answer.content.decode()
    assert Operator.objects.get().check_password(people.PASSWORD)


@pytest.mark.parametrize("weak", ["kort", "password123456", "bram@inwonerplein"])
def test_a_password_that_is_easily_guessed_is_refused(console_client: Client, weak: str) -> None:
    answer = console_client.post("/account/wachtwoord/", {"current": people.PASSWORD, "new": weak})

    assert answer.status_code == 422
    assert 'id="id_new_error"' in answer.content.decode()


def test_a_session_elsewhere_can_be_ended(console_client: Client) -> None:
    elsewhere = people.browser()
    people.sign_in(elsewhere, Operator.objects.get())
    theirs = ConsoleSession.objects.get(session_key=elsewhere.cookies["session_console"].value)

    console_client.post(f"/account/sessies/{theirs.uuid}/beeindigen/")

    assert not is_signed_in(elsewhere)


def test_nobody_ends_a_colleagues_session(console_client: Client, client_for: object) -> None:
    colleague = people.browser()
    people.sign_in(colleague, people.make(people.Role.OWNER))
    theirs = ConsoleSession.objects.get(session_key=colleague.cookies["session_console"].value)

    assert console_client.post(f"/account/sessies/{theirs.uuid}/beeindigen/").status_code == 404
    assert is_signed_in(colleague)


def test_all_other_sessions_can_be_ended_at_once(console_client: Client) -> None:
    others = [people.browser(), people.browser()]
    for other in others:
        people.sign_in(other, Operator.objects.get())

    console_client.post("/account/sessies/beeindigen/")

    assert [is_signed_in(client) for client in (console_client, *others)] == [True, False, False]


def test_the_page_never_shows_a_session_key(console_client: Client) -> None:
    key = console_client.cookies["session_console"].value

    assert key not in console_client.get("/account/").content.decode()


def test_old_sessions_are_swept_at_the_next_sign_in(console_client: Client) -> None:
    with people.later(TWELVE_HOURS + 1):
        people.sign_in(people.browser(), Operator.objects.get())

    assert ConsoleSession.objects.count() == 1
