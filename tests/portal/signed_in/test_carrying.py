"""What somebody sends when their session has expired is not lost (WCAG 2.2.5), and nobody else sees it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.accounts.models import SignIn
from portal.accounts.queries import resolving
from portal.signed_in.operations import carrying
from tenants.types import TenantRef
from tests.portal import citizens

pytestmark = pytest.mark.covers("P-029")
PATH = "/namens/?van=hier"
SENT = {"namens": "Woorden van Fatima", "meer": ["een", "twee"]}
RESUME = "/sessie/verder/"


def send_too_late(client: Client, later: Callable[..., None], **sent: Any) -> str:
    later(minutes=16)
    answer = client.post(PATH, {**SENT, **sent})
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


def test_it_is_there_again_after_signing_in(
    fatima: Client, later: Callable[..., None], inside: TenantRef
) -> None:
    then = send_too_late(fatima, later)
    citizens.sign_in(fatima, inside, citizens.citizen())

    html = fatima.get(then).content.decode()

    assert then == RESUME
    assert f'action="{PATH}"' in html
    assert [word for word in ("Woorden van Fatima", 'value="een"', 'value="twee"') if word not in html] == []


def test_nothing_is_done_with_it_before_they_press_again(
    fatima: Client, later: Callable[..., None], inside: TenantRef
) -> None:
    later(minutes=16)
    fatima.post("/inlogmomenten/elders-uitloggen/")
    citizens.sign_in(fatima, inside, citizens.citizen())
    citizens.sign_in(Client(headers={"host": inside.primary_host}), inside, citizens.citizen())

    fatima.get(RESUME)

    assert SignIn.objects.filter(ended_at=None).count() == 2


@pytest.mark.attack("I27", "O20")
@pytest.mark.parametrize(
    "other",
    [citizens.citizen(citizens.OTHER), citizens.representative(), citizens.employee()],
    ids=["somebody else", "the same for another", "an employee"],
)
def test_whoever_else_signs_in_there_does_not_see_it(
    fatima: Client, later: Callable[..., None], inside: TenantRef, other: citizens.Asserted
) -> None:
    send_too_late(fatima, later)
    citizens.sign_in(fatima, inside, other)

    assert fatima.get(RESUME).status_code == 302
    assert resolving.CARRIED not in citizens.request_of(fatima, inside).session


@pytest.mark.attack("P06")
def test_it_is_nowhere_in_plain(fatima: Client, later: Callable[..., None], inside: TenantRef) -> None:
    send_too_late(fatima, later)

    (row,) = Session.objects.all()
    data = row.get_decoded()
    assert "Woorden" not in str(data)
    assert str(data[resolving.CARRIED]).startswith("v1:")
    assert "Woorden" not in str(fatima.cookies)


@pytest.mark.parametrize("name", ["password", "nieuw_wachtwoord", "otp_token", "code"])
def test_a_form_with_a_secret_is_not_kept_and_they_are_told(
    fatima: Client, later: Callable[..., None], name: str
) -> None:
    assert send_too_late(fatima, later, **{name: "geheim"}) == PATH

    html = fatima.get("/zoeken/").content.decode()
    assert "is niet verwerkt" in html
    assert "geheim" not in str([row.get_decoded() for row in Session.objects.all()])


def test_a_form_that_is_too_large_is_not_kept(fatima: Client, later: Callable[..., None]) -> None:
    assert send_too_late(fatima, later, meer="x" * carrying.MOST) == PATH


def test_files_are_not_kept_and_they_are_told(
    fatima: Client, later: Callable[..., None], inside: TenantRef
) -> None:
    send_too_late(fatima, later, bijlage=SimpleUploadedFile("brief.pdf", b"%PDF-"))
    citizens.sign_in(fatima, inside, citizens.citizen())

    assert "Bestanden hebben wij niet bewaard" in fatima.get(RESUME).content.decode()


def test_what_they_throw_away_is_gone(fatima: Client, later: Callable[..., None], inside: TenantRef) -> None:
    send_too_late(fatima, later)
    citizens.sign_in(fatima, inside, citizens.citizen())

    fatima.post("/sessie/weg/")

    assert fatima.get(RESUME).status_code == 302


def test_who_had_nothing_to_send_finds_nothing(fatima: Client) -> None:
    assert fatima.get(RESUME).status_code == 302


@pytest.mark.attack("W14")
def test_what_a_page_elsewhere_sends_is_not_kept(
    inside: TenantRef, client_of: Callable[..., Client], later: Callable[..., None]
) -> None:
    client = client_of(inside, enforce_csrf_checks=True)
    citizens.sign_in(client, inside, citizens.citizen())
    later(minutes=16)

    assert client.post(PATH, SENT).status_code == 403
    assert resolving.CARRIED not in citizens.request_of(client, inside).session
