"""News of a case becomes an item on the start page and a mail, once, for those who may see the case."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrations.notifications import operations as notifications
from integrations.notifications.models import Message
from integrations.sandbox.settings import Settings
from portal.accounts.models import ContactData, Preferences
from portal.cases import jobs
from portal.cases.models import CaseNotice, CaseTelling
from portal.cases.models.notices import Verdict
from portal.cases.models.reasons import Why
from portal.profile.models import ProfileSettings
from portal.userfeed.models import FeedItem
from tenants import audit, schedule
from tenants.processing.models import Record
from tests.portal import citizens
from tests.portal.cases.people import Somebody
from tests.portal.letters import opened

from .conftest import SECOND, THIRD, Office, account, items, letters, paper, step, verdicts


@pytest.mark.covers("P-195", "P-185", "I-110", "P-203")
def test_a_new_status_is_on_the_start_page_and_in_a_mail(office: Office, fatima: Somebody) -> None:
    case = office.case()
    office.configure(case)
    office.tells(case)

    (item,) = items(fatima)
    (mail,) = letters()
    assert (item.title, item.status, item.url) == (case.type.name, SECOND, office.system.page_of(case))
    assert mail.to == citizens.EMAIL
    said = opened(mail)
    assert case.identification in said.text
    assert f"http://{office.tenant.primary_host}" in said.text.replace("https://", "http://")
    assert case.type.name not in said.text  # the municipality did not write that
    assert case.identification not in mail.subject
    assert verdicts("feed") == verdicts("mail") == [(Verdict.TOLD, "")]
    assert fatima.get(office.system.page_of(case)).status_code == 200
    assert items(fatima) == []  # seen (P-169)


@pytest.mark.covers("P-185", "I-108")
def test_what_is_told_twice_or_looked_at_again_is_one_item_and_one_mail(
    office: Office, fatima: Somebody
) -> None:
    case = office.case()
    office.configure(case)
    message = office.tells(case)
    later = {**message, "aanmaakdatum": timezone.now().isoformat()}

    office.works_off(office.brings(later))
    first = Message.objects.order_by("pk")[0]
    assert notifications.replay(first.uuid, by=audit.SYSTEM)
    assert office.works_off(first.uuid) is None
    assert (len(items(fatima)), len(letters()), CaseNotice.objects.count()) == (1, 1, 1)


@pytest.mark.covers("I-104")
def test_a_kind_of_case_that_is_not_set_costs_the_case_system_nothing(
    office: Office, fatima: Somebody
) -> None:
    case = office.case()
    before = office.system.calls()
    office.tells(case)

    assert office.system.calls() == before
    assert CaseNotice.objects.get().reason == Why.KIND_SILENT
    assert items(fatima) == letters() == []


@pytest.mark.covers("P-195", "P-265")
def test_what_has_to_be_done_is_said_with_its_day_also_to_who_wants_no_mail(
    office: Office, fatima: Somebody
) -> None:
    case = office.case()
    row = office.configure(case)
    step(row, SECOND, 2, action_required=True, deadline_days=14, text="Stuur ons uw kenteken.")
    Preferences.objects.update(cases=False)
    office.tells(case)

    (item,) = items(fatima)
    telling = CaseTelling.objects.get(channel="mail", user__isnull=False)
    assert (item.action_required, item.text) == (True, "Stuur ons uw kenteken.")
    assert telling.demands_action
    assert telling.deadline == Settings().today() + timedelta(days=14)  # the day as its system has it
    text = opened(letters()[0]).text
    assert f"uiterlijk {telling.deadline.day} " in text
    assert "Stuur ons uw kenteken" not in text


@pytest.mark.covers("P-059", "I-110", "P-198")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda: Preferences.objects.update(cases=False), Why.OPTED_OUT),
        (lambda: ContactData.objects.update(verified_email=""), Why.NO_ADDRESS),
        (lambda: ProfileSettings(notify_cases=False).save(), Why.MAIL_OFF),
    ],
)
def test_who_gets_no_mail_still_sees_it_and_the_reason_is_kept(
    office: Office, fatima: Somebody, change: Callable[[], Any], why: Why
) -> None:
    case = office.case()
    office.configure(case)
    change()
    office.tells(case)

    assert len(items(fatima)) == 1
    assert letters() == []
    assert verdicts() == [(Verdict.SKIPPED, why)]


@pytest.mark.covers("I-105", "I-108")
def test_of_three_quick_changes_one_mail_leaves_at_once_and_one_says_the_last(
    office: Office, fatima: Somebody
) -> None:
    case = office.case()
    step(office.configure(case), SECOND, 2, indicator="warning")
    messages = [office.happens(case) for _ in range(3)]
    for message in messages:
        office.works_off(office.brings(message))

    assert [item.status for item in items(fatima)] == ["Afgehandeld"]
    assert verdicts() == [(Verdict.TOLD, ""), (Verdict.HELD, Why.TOO_SOON), (Verdict.HELD, Why.TOO_SOON)]
    held = CaseTelling.objects.filter(verdict=Verdict.HELD).order_by("notice__happened_at")
    with pytest.raises(schedule.Later):
        office.sends_held(held[0])
    CaseTelling.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    for row in list(held):
        office.sends_held(row)

    assert verdicts() == [(Verdict.TOLD, ""), (Verdict.MERGED, ""), (Verdict.TOLD, "")]
    assert len(letters()) == 2
    assert not CaseTelling.objects.exclude(letter="").exists()
    assert [row.name for row in CaseNotice.objects.order_by("happened_at")] == [SECOND, THIRD, "Afgehandeld"]


@pytest.mark.covers("I-108", "P-059")
def test_who_wants_no_mail_any_more_while_one_is_held_gets_none(office: Office, fatima: Somebody) -> None:
    case = office.case()
    office.configure(case)
    office.tells(case)
    office.tells(case)
    Preferences.objects.update(cases=False)
    CaseTelling.objects.update(due_at=timezone.now())
    office.sends_held(CaseTelling.objects.get(verdict=Verdict.HELD))

    assert len(letters()) == 1
    assert verdicts() == [(Verdict.TOLD, ""), (Verdict.SKIPPED, Why.OPTED_OUT)]


@pytest.mark.covers("P-196", "P-186")
def test_a_document_is_told_of_where_its_kind_is(office: Office, fatima: Somebody) -> None:
    case, document = office.with_paper()
    row = office.configure(case, notify=False)
    office.tells(case, "document")
    assert CaseNotice.objects.get().reason == Why.KIND_SILENT
    CaseNotice.objects.all().delete()
    paper(row, document.type.name)
    office.tells(case, "document")
    office.tells(case, "document")  # the same one

    assert [item.status for item in items(fatima)] == ["Nieuw document"]
    assert [mail.subject for mail in letters()] == [f"Nieuw document bij uw zaak bij gemeente {name(office)}"]
    fatima.get(office.system.page_of(case))
    assert items(fatima) == []


@pytest.mark.covers("I-104")
def test_a_case_system_that_is_silent_is_asked_again_later(office: Office, fatima: Somebody) -> None:
    case = office.case()
    office.configure(case)
    message = office.happens(case)
    office.system.fault(status=503)

    key = office.brings(message)
    assert office.works_off(key) is not None
    assert not CaseNotice.objects.exists()
    office.system.fault()
    Message.objects.update(due_at=timezone.now())
    assert office.works_off(key) is None
    assert len(letters()) == 1


@pytest.mark.attack("O10")
@pytest.mark.covers("I-107")
def test_nobody_is_told_of_anothers_case(
    office: Office, fatima: Somebody, person: Callable[..., Somebody]
) -> None:
    other = person(citizens.citizen(citizens.OTHER), email="ander@example.org")
    case = office.case()
    office.configure(case)
    office.tells(case)

    assert items(other) == []
    assert {mail.to for mail in letters()} == {citizens.EMAIL}
    assert len(items(fatima)) == 1  # whose it is hears of it


@pytest.mark.covers("I-107")
def test_who_has_no_account_is_told_nothing_and_that_is_kept(office: Office) -> None:
    case = office.case()
    office.configure(case)
    office.tells(case)

    reasons = set(CaseTelling.objects.filter(part="initiator").values_list("reason", flat=True))
    assert reasons == {Why.NO_ACCOUNT}
    assert not FeedItem.objects.exists()


@pytest.mark.covers("P-264")
def test_each_telling_is_in_the_record_of_processing(office: Office, fatima: Somebody) -> None:
    case = office.case()
    office.configure(case)
    before = Record.objects.count()
    office.tells(case)

    added = Record.objects.order_by("-pk")[: Record.objects.count() - before]
    assert [row.activity for row in added] == ["Laten weten dat er iets aan een zaak is veranderd"] * 2
    assert account(fatima).uuid


@pytest.mark.covers("P-265")
def test_what_became_of_a_mail_outlives_the_mail(office: Office, fatima: Somebody) -> None:
    case = office.case()
    office.configure(case)
    office.tells(case)
    jobs.note_outcomes("slot-1")
    assert CaseTelling.objects.get(channel="mail", user__isnull=False).state == ""

    letters()[0].__class__.objects.update(state="failed")
    jobs.note_outcomes("slot-2")
    assert CaseTelling.objects.get(channel="mail", user__isnull=False).state == "failed"
    assert jobs.forget(timezone.now() + timedelta(days=1), 10) == 1
    assert not CaseTelling.objects.exists()


def name(office: Office) -> str:
    """Name the municipality as letters do."""
    return office.tenant.name.removeprefix("Gemeente ")
