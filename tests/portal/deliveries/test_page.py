"""What leaves for other systems, as functional managers see it, and what they may do about it (M-09)."""

import re
import smtplib
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from integrations.outbox.models import Item
from integrations.outbox.types import Progress, State
from portal.accounts.models import User
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.core.mail import operations as mail
from portal.core.models import OutboxMessage
from tenants.audit.models import AuditRecord
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import staff

pytestmark = pytest.mark.covers("M-09")
URL = "/beheer/uitgaand/"


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def administrator(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, inside, ADMINISTRATOR)


def write(to: str = "a@b.example") -> OutboxMessage:
    return mail.send(
        to=to, template="accounts/mail/invitation", context={"link": "https://x.example", "days": 7}
    )


@pytest.fixture
def given_up(inside: TenantRef, monkeypatch: pytest.MonkeyPatch) -> OutboxMessage:
    """A letter to an address that does not exist."""
    with monkeypatch.context() as refusing:

        def refuse(*_words: Any, **_named: Any) -> int:
            raise smtplib.SMTPRecipientsRefused({"weg@b.example": (550, b"unknown")})

        refusing.setattr(EmailMultiAlternatives, "send", refuse)
        message = write("weg@b.example")
        mail.deliver(message.uuid)
    return message


def item_of(message: OutboxMessage) -> Item:
    return Item.objects.get(key=str(message.uuid))


def text_of(client: Client, query: str = "") -> str:
    page = client.get(f"{URL}{query}").content.decode()
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def test_the_list_says_what_goes_where_and_why_it_did_not(
    administrator: Client, given_up: OutboxMessage
) -> None:
    write()

    page = text_of(administrator)

    assert "Beheer van de website van gemeente Zonnedam, weg@b.example" in page
    assert (
        "niet gelukt De mailserver van de ontvanger kent dit e-mailadres niet. Klopt het adres toch? Kies dan Opnieuw "
        "versturen. Zo niet, bereik de ontvanger dan op een andere manier en kies Intrekken. Gestopt na 1 poging."
        in page
    )
    assert "2 berichten · 1 wacht" in page


@pytest.mark.attack("T58")
def test_it_never_shows_what_a_message_says(administrator: Client, given_up: OutboxMessage) -> None:
    assert "x.example" not in administrator.get(URL).content.decode()


def test_filters_choose_by_state_and_kind(administrator: Client, given_up: OutboxMessage) -> None:
    write("wacht@b.example")

    assert "wacht@b.example" not in text_of(administrator, "?toestand=dead&soort=core.mail")
    assert "weg@b.example" not in text_of(administrator, "?toestand=waiting")
    assert "Geen berichten gevonden" in text_of(administrator, "?toestand=done")
    assert "weg@b.example" in text_of(administrator, "?toestand=onzin")


def test_what_was_given_up_is_offered_again(
    administrator: Client, given_up: OutboxMessage, mailoutbox: list[Any]
) -> None:
    row = item_of(given_up).pk

    answer = administrator.post(f"{URL}{row}/opnieuw/", follow=True)

    assert "Het bericht wordt opnieuw verstuurd." in answer.content.decode()
    record = AuditRecord.objects.get(action="outbox.offered_again")
    assert record.actor == str(User.objects.get().uuid)
    assert mail.deliver(given_up.uuid) == "sent"
    assert len(mailoutbox) == 1


def test_all_that_was_given_up_is_offered_again_at_once(
    administrator: Client, given_up: OutboxMessage
) -> None:
    answer = administrator.post(f"{URL}opnieuw/", {"soort": ""}, follow=True)

    assert "1 bericht wordt opnieuw verstuurd." in answer.content.decode()
    assert item_of(given_up).state == State.WAITING


def test_before_something_is_withdrawn_it_is_asked_whether(administrator: Client, inside: TenantRef) -> None:
    message = write()
    url = f"{URL}{item_of(message).pk}/intrekken/"

    asked = administrator.get(url).content.decode()
    assert "Dat kunt u niet terugdraaien." in asked
    assert item_of(message).state == State.WAITING

    administrator.post(url)

    message.refresh_from_db()
    assert (item_of(message).state, message.state) == (State.WITHDRAWN, "withdrawn")
    assert AuditRecord.objects.filter(action="outbox.withdrawn").count() == 1


def test_what_is_gone_can_be_neither_withdrawn_nor_offered_again(
    administrator: Client, inside: TenantRef
) -> None:
    message = write()
    mail.deliver(message.uuid)
    url = f"{URL}{item_of(message).pk}"

    for act in ("opnieuw", "intrekken"):
        told = administrator.post(f"{url}/{act}/", follow=True).content.decode()
        assert "Dit bericht is al weg of wordt net verstuurd." in told
    assert item_of(message).state == State.DONE


@pytest.mark.attack("T01")
def test_anothers_item_is_not_there(administrator: Client, waterrijk: TenantRef, inside: TenantRef) -> None:
    with enter(waterrijk):
        row = item_of(write("burger@waterrijk.example")).pk

    assert "waterrijk" not in text_of(administrator)
    assert administrator.get(f"{URL}{row}/intrekken/").status_code == 404
    administrator.post(f"{URL}{row}/intrekken/")
    with enter(waterrijk):
        assert Item.objects.get(pk=row).state == State.WAITING


def test_an_editor_may_neither_look_nor_act(
    inside: TenantRef, client_of: Callable[..., Client], given_up: OutboxMessage
) -> None:
    editor = staff.client_for(client_of, inside, EDITOR)
    row = item_of(given_up).pk

    assert editor.get(URL).status_code == 403
    for path in ("opnieuw/", f"{row}/opnieuw/", f"{row}/intrekken/"):
        assert editor.post(f"{URL}{path}").status_code == 403
    assert item_of(given_up).state == State.DEAD


def test_looking_changes_nothing(administrator: Client, given_up: OutboxMessage) -> None:
    row = item_of(given_up).pk

    assert administrator.get(f"{URL}{row}/opnieuw/").status_code == 405
    assert administrator.get(f"{URL}opnieuw/").status_code == 405


def test_a_full_page_costs_as_many_queries_as_one_line(administrator: Client, inside: TenantRef) -> None:
    write()
    administrator.get(URL)
    with CaptureQueriesContext(connection) as one:
        administrator.get(URL)
    for _message in range(20):
        write()
    with CaptureQueriesContext(connection) as many:
        administrator.get(URL)

    assert len(many) == len(one)


def test_the_administration_leads_to_it(administrator: Client) -> None:
    assert "Uitgaande berichten" in administrator.get("/beheer/").content.decode()
    assert administrator.get("/beheer/core/outboxmessage/")["Location"] == URL


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        (Progress.PROCESSING, "Wordt verwerkt"),
        (Progress.PROCESSED, "Verwerkt"),
        (Progress.FAILED, "Niet gelukt"),
        (Progress.WITHDRAWN, "Ingetrokken"),
    ],
)
def test_a_citizen_reads_how_it_goes(progress: Progress, told: str) -> None:
    assert told in render_to_string("themes/components/delivery.html", {"progress": progress})
