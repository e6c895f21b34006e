"""Where no mail reaches somebody, a letter takes its place, once, and the register says so (P-265)."""

import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from integrations.outbox import operations as deliveries
from integrations.outbox.models import Item
from integrations.outbox.types import State
from portal.accounts.models import ContactData, Preferences
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.cases.models import ByLetter, CaseSettings, CaseTelling
from portal.cases.models.notices import Verdict
from portal.cases.models.reasons import Why
from portal.core.mail import operations as mail
from portal.core.mail.returned import addresses, receiving
from portal.core.models import OutboxState
from tenants.audit import SYSTEM
from tenants.audit.models import AuditRecord
from tenants.processing.models import Record
from tests.portal import citizens, staff
from tests.portal.cases.people import Somebody
from tests.portal.core.mail.returned import failed
from tests.portal.profile.people import words

from .conftest import SECOND, Office, letters, paper, step, verdicts

URL = "/beheer/zaaktypen/per-brief/"
pytestmark = pytest.mark.covers("P-265")


@pytest.fixture
def bouncing(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A mail server that knows nobody; called, it knows everybody again."""

    def refuse(*_words: Any, **_named: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({citizens.EMAIL: (550, b"unknown")})

    real = EmailMultiAlternatives.send
    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    return lambda: monkeypatch.setattr(EmailMultiAlternatives, "send", real)


@pytest.fixture
def manager(office: Office, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, office.tenant, ADMINISTRATOR)


def demanding(office: Office) -> Any:
    """Have something happen to a case of Fatima for which she has to do something; answers the case."""
    case = office.case()
    step(office.configure(case), SECOND, 2, action_required=True, deadline_days=7)
    office.tells(case)
    return case


def given_up() -> Any:
    """Try to deliver the mail about a case."""
    (message,) = letters()
    assert mail.deliver(message.pk) is OutboxState.FAILED
    return message


@pytest.mark.fault("F21")
def test_a_mail_that_bounces_becomes_one_letter_that_a_colleague_sends(
    office: Office, fatima: Somebody, manager: Client, bouncing: Callable[[], None]
) -> None:
    case = demanding(office)
    message = given_up()
    deliveries.offer_again(Item.objects.get(key=str(message.pk)).pk, by=SYSTEM)
    given_up()  # it bounces again

    assert verdicts("post") == [(Verdict.HELD, Why.NOT_DELIVERED)]
    assert CaseTelling.objects.get(channel="mail", user__isnull=False).state == "failed"
    page = manager.get(URL)
    assert case.identification in words(page)
    assert "vraagt actie, uiterlijk" in words(page)
    for secret in (citizens.FATIMA, citizens.EMAIL, "Fatima"):
        assert secret not in page.content.decode()
    row = CaseTelling.objects.get(channel="post")

    said = words(manager.post(f"{URL}{row.pk}/", follow=True))
    again = words(manager.post(f"{URL}{row.pk}/", follow=True))

    assert "Het bericht is afgehandeld." in said
    assert "Er wacht geen bericht op een brief" in said
    assert "was al afgehandeld" in again
    assert verdicts("post")[0][0] == Verdict.TOLD
    assert AuditRecord.objects.filter(action="cases.letter_done").count() == 1
    why = words(manager.get("/beheer/zaaktypen/geen-bericht/", {"nummer": case.identification}))
    assert "Afgehandeld door een medewerker." in why


def test_a_mail_that_arrives_after_all_needs_no_letter(
    office: Office, fatima: Somebody, bouncing: Callable[[], None]
) -> None:
    demanding(office)
    message = given_up()
    bouncing()
    deliveries.offer_again(Item.objects.get(key=str(message.pk)).pk, by=SYSTEM)
    assert CaseTelling.objects.get(channel="mail", user__isnull=False).state == ""

    assert deliveries.deliver_now("core.mail", message.pk) is State.DONE
    assert verdicts("post") == [(Verdict.SKIPPED, Why.ARRIVED)]
    assert CaseTelling.objects.get(channel="mail", user__isnull=False).state == "sent"


@pytest.mark.covers("P-201")
def test_a_mail_that_was_taken_over_and_comes_back_later_becomes_one_letter_too(
    office: Office, fatima: Somebody, settings: Any
) -> None:
    settings.MAIL_RETURN_ADDRESS = "retour@post.example.nl"
    demanding(office)
    (message,) = letters()
    assert mail.deliver(message.pk) is OutboxState.SENT
    assert verdicts("post") == []
    came = failed(addresses.address(message.pk))

    assert [receiving.receive(came), receiving.receive(came)] == ["noted", "nothing"]

    assert CaseTelling.objects.get(channel="mail", user__isnull=False).state == "failed"
    assert verdicts("post") == [(Verdict.HELD, Why.NOT_DELIVERED)]


@pytest.mark.parametrize(
    ("chosen", "verdict"),
    [
        (ByLetter.NEVER, (Verdict.SKIPPED, Why.NO_LETTER)),
        (ByLetter.ACTION, (Verdict.SKIPPED, Why.NO_LETTER)),
        (ByLetter.ALWAYS, (Verdict.HELD, Why.NOT_DELIVERED)),
    ],
)
def test_of_news_that_asks_nothing_there_is_a_letter_only_where_the_municipality_wants_it(
    office: Office, fatima: Somebody, bouncing: Callable[[], None], chosen: str, verdict: tuple[str, str]
) -> None:
    CaseSettings.objects.update(by_letter=chosen)
    case = office.case()
    office.configure(case)
    office.tells(case)

    given_up()

    assert verdicts("post") == [verdict]


def test_who_has_no_address_gets_a_letter_for_what_they_have_to_do_and_who_wants_no_mail_gets_none(
    office: Office, fatima: Somebody
) -> None:
    ContactData.objects.update(verified_email="")
    demanding(office)
    assert verdicts("post") == [(Verdict.HELD, Why.NO_ADDRESS)]
    CaseTelling.objects.all().delete()

    citizens.verify_email(ContactData.objects.get().user)
    Preferences.objects.update(cases=False)
    CaseSettings.objects.update(by_letter=ByLetter.ALWAYS)
    case, document = office.with_paper()
    paper(office.configure(case), document.type.name)
    office.tells(case, "document")
    assert verdicts("mail") == [(Verdict.SKIPPED, Why.OPTED_OUT)]
    assert verdicts("post") == []


@pytest.mark.covers("P-264")
def test_who_looks_is_recorded_and_only_managers_may(
    office: Office,
    fatima: Somebody,
    manager: Client,
    client_of: Callable[..., Client],
    bouncing: Callable[[], None],
) -> None:
    demanding(office)
    given_up()
    row, before = CaseTelling.objects.get(channel="post"), Record.objects.count()

    assert manager.get(URL).status_code == 200
    (added,) = Record.objects.order_by("-pk")[: Record.objects.count() - before]
    assert (added.activity, added.actor_kind) == (
        "Laten weten dat er iets aan een zaak is veranderd",
        "staff",
    )
    editor = staff.client_for(client_of, office.tenant, EDITOR, email="redactie@example.org")
    assert editor.get(URL).status_code == 403
    assert editor.post(f"{URL}{row.pk}/").status_code == 403
    assert fatima.client.post(f"{URL}{row.pk}/").status_code == 302
    assert verdicts("post") == [(Verdict.HELD, Why.NOT_DELIVERED)]


def test_the_register_says_when_news_was_read_on_the_website(
    office: Office, fatima: Somebody, manager: Client
) -> None:
    case = office.case()
    office.configure(case)
    office.tells(case)
    assert CaseTelling.objects.get(channel="feed", user__isnull=False).read_at is None

    fatima.get(office.system.page_of(case))

    assert CaseTelling.objects.get(channel="feed", user__isnull=False).read_at
    why = words(manager.get("/beheer/zaaktypen/geen-bericht/", {"nummer": case.identification}))
    assert "Gelezen op de website op" in why
