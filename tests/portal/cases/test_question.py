"""Somebody asks a question about their case, and the municipality gets a letter (I-082)."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from integrations.outbox import operations as deliveries
from integrations.outbox.models import Item
from integrations.outbox.types import State
from integrations.sandbox.world.cases import Case as Played
from portal.accounts.models import ContactData, Preferences, User
from portal.accounts.operations import limits
from portal.cases.models import CaseSettings
from portal.cases.operations import questioning
from portal.cases.queries import questions
from portal.cases.types import QUESTION
from portal.core.mail import operations as mail
from portal.core.models import OutboxMessage
from tenants.audit import SYSTEM as BY
from tenants.audit.models import AuditRecord
from tests.portal import citizens
from tests.portal.cases.kinds_of_cases.test_shown import kind_of, running
from tests.portal.cases.people import Somebody, System

pytestmark = pytest.mark.covers("I-082")
TO = "zaken@zonnedam.example"
TEXT = "Wanneer hoor ik meer?\n\nIk ben <b>woensdag</b> weg."


@dataclass
class Desk:
    """A case about which questions may be asked, and who asks them."""

    system: System
    somebody: Somebody
    case: Played

    @property
    def page(self) -> str:
        return self.system.page_of(self.case)

    @property
    def user(self) -> User:
        return User.objects.get(is_staff=False)

    def send(self, key: uuid.UUID | None = None, *, case: Any = None, **told: str) -> Any:
        sent = {"key": str(key or uuid.uuid4()), "text": TEXT, "reach": "fatima@voorbeeld.nl", **told}
        path = self.system.page_of(case or self.case, "vraag/")
        return self.somebody.client.post(path, {f"vraag-{name}": value for name, value in sent.items()})


@pytest.fixture
def desk(system: System, fatima: Somebody) -> Desk:
    case = running(system)
    kind = kind_of(system, case)
    kind.question_enabled, kind.question_subject = True, "BOUWEN"
    kind.save()
    CaseSettings.objects.update(questions_to=TO)
    return Desk(system, fatima, case)


def test_a_question_leaves_as_one_letter_and_its_receipt_says_how_it_goes(
    desk: Desk, mailoutbox: list[Any]
) -> None:
    page = desk.somebody.get(desk.page).content.decode()
    (key,) = map(uuid.UUID, re.findall(r'name="vraag-key" value="([^"]+)"', page))
    assert f'action="{desk.page}vraag/"' in page
    assert f'value="{citizens.EMAIL}"' in page

    answer, again = desk.send(key), desk.send(key, text="Nog eens gedrukt")
    before = desk.somebody.reads(answer["Location"])
    deliveries.deliver_now(QUESTION, questions.own_key(desk.user, key))
    after = desk.somebody.reads(answer["Location"])

    assert answer["Location"] == again["Location"] == f"{desk.page}vraag/{key}/"
    reference = questions.reference(desk.user, key)
    assert f"Kenmerk {reference}" in before
    assert "Wordt verwerkt" in before
    assert "Verwerkt" in after
    (letter,) = mailoutbox
    assert letter.to == [TO]
    assert letter.subject == f"Vraag over een zaak ({reference})"
    for told in (TEXT, desk.case.identification, desk.case.type.name, "BOUWEN", "fatima@voorbeeld.nl"):
        assert told in letter.body
    assert "&lt;b&gt;woensdag&lt;/b&gt;" in letter.alternatives[0][0]
    assert citizens.FATIMA not in str(letter.message())
    record = AuditRecord.objects.get(action="cases.question_asked")
    assert "woensdag" not in str(record.__dict__)


@pytest.mark.covers("P-265")
def test_who_asks_has_it_confirmed_by_one_letter_at_the_address_that_they_confirmed(
    desk: Desk, mailoutbox: list[Any]
) -> None:
    Preferences.objects.update(cases=False)  # it is no news
    key = uuid.uuid4()
    for _time in range(2):
        desk.send(key, reach="elders@voorbeeld.nl")
    (receipt,) = OutboxMessage.objects.all()
    mail.deliver(receipt.pk)

    (letter,) = mailoutbox
    reference = questions.reference(desk.user, key)
    assert letter.to == [citizens.EMAIL]
    assert letter.subject == f"Wij hebben uw vraag ontvangen ({reference})"
    for told in (reference, desk.case.identification, desk.page, "U hoeft nu niets te doen."):
        assert told in letter.body
    assert "List-Unsubscribe" not in letter.extra_headers
    for secret in ("woensdag", "elders@", desk.case.type.name, citizens.FATIMA):
        assert secret not in str(letter.message())


@pytest.mark.covers("M-09")
def test_a_form_that_comes_twice_at_once_is_confirmed_by_the_first_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, real = uuid.uuid4(), limits.claim

    def while_the_first_is_stored(asked: Any) -> Any:
        deliveries.put(QUESTION, {}, questions.own_key(desk.user, key))
        return real(asked)

    monkeypatch.setattr(limits, "claim", while_the_first_is_stored)
    assert desk.send(key).status_code == 302

    assert Item.objects.get().kind == QUESTION
    assert not AuditRecord.objects.filter(action="cases.question_asked").exists()


@pytest.mark.covers("P-265")
def test_who_has_confirmed_no_address_gets_no_letter_and_may_ask_all_the_same(desk: Desk) -> None:
    ContactData.objects.update(email="nieuw@example.org")

    assert desk.send().status_code == 302
    assert Item.objects.filter(kind=QUESTION).count() == 1
    assert not OutboxMessage.objects.exists()


def test_what_is_wrong_stands_beside_its_field_with_what_was_written(desk: Desk) -> None:
    answer = desk.send(reach="morgen thuis")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Vul een heel e-mailadres in" in page
    assert "woensdag" in page
    assert 'value="morgen thuis"' in page
    assert "Vul uw vraag in." in desk.send(text=" ").content.decode()
    assert "1.024" in desk.send(text="a" * 1_025).content.decode()
    assert not Item.objects.filter(kind=QUESTION).exists()


@pytest.mark.parametrize("reach", ["06 12345678", "+31 (0)88-0001001", "naam@voorbeeld.nl"])
def test_somebody_is_reached_by_telephone_or_mail(desk: Desk, reach: str) -> None:
    assert desk.send(reach=reach).status_code == 302


@pytest.mark.fault("F01")
def test_what_was_written_stays_while_the_case_system_is_down(desk: Desk) -> None:
    desk.system.fault(status=503)

    answer = desk.send()
    page = answer.content.decode()

    assert answer.status_code == 503
    assert "Uw vraag is nog niet verstuurd" in page
    assert "woensdag" in page
    assert not Item.objects.filter(kind=QUESTION).exists()
    desk.system.fault()
    assert desk.send().status_code == 302


def test_who_asks_many_in_an_hour_waits_and_keeps_the_text(desk: Desk) -> None:
    for _number in range(questioning.MOST):
        assert desk.send().status_code == 302

    answer = desk.send()

    assert answer.status_code == 429
    assert "U stelde in korte tijd veel vragen." in answer.content.decode()
    assert "woensdag" in answer.content.decode()
    assert Item.objects.filter(kind=QUESTION).count() == questioning.MOST


@pytest.mark.attack("O01")
def test_no_question_is_asked_about_a_case_of_somebody_else_or_of_a_kind_without_questions(
    desk: Desk,
) -> None:
    hers = {case.uuid for case in desk.system.cases_of()}
    others = next(case for case in desk.system.world.cases.values() if case.uuid not in hers)
    silent = next(case for case in desk.system.cases_of() if case.type.uuid != desk.case.type.uuid)

    assert desk.send(case=others).status_code == 404
    assert desk.send(case=silent).status_code == 404
    CaseSettings.objects.update(questions_to="")
    assert desk.send().status_code == 404
    assert "Vraag versturen" not in desk.somebody.reads(desk.page)
    assert not Item.objects.filter(kind=QUESTION).exists()


@pytest.mark.attack("O02")
def test_a_receipt_is_of_who_asked_alone(desk: Desk, person: Any) -> None:
    key = uuid.uuid4()
    receipt = desk.send(key)["Location"]

    other = person(citizens.citizen(citizens.OTHER), email="ander@example.org")

    assert desk.somebody.get(receipt).status_code == 200
    assert other.get(receipt).status_code == 404


def test_a_question_waits_for_an_address_and_is_offered_again(desk: Desk, mailoutbox: list[Any]) -> None:
    key = uuid.uuid4()
    desk.send(key)
    CaseSettings.objects.update(questions_to="")
    own = questions.own_key(desk.user, key)

    assert deliveries.deliver_now(QUESTION, own) is State.DEAD
    CaseSettings.objects.update(questions_to=TO)
    deliveries.offer_again(Item.objects.get(kind=QUESTION).pk, by=BY)

    assert deliveries.deliver_now(QUESTION, own) is State.DONE
    assert len(mailoutbox) == 1
