"""Who adds documents to a case has that confirmed by one letter, whatever becomes of them (I-080, P-265)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from portal.accounts.models import ContactData, Preferences
from portal.cases.uploading.models import Upload
from portal.cases.uploading.operations import accepting
from portal.cases.uploading.queries import sent
from portal.core.mail import operations as mail
from portal.core.models import OutboxMessage
from tests.portal import citizens
from tests.portal.cases.people import Somebody
from tests.portal.cases.uploading.conftest import PDF, Desk

pytestmark = pytest.mark.covers("P-265", "I-080")
SUBJECT = "Wij hebben ontvangen wat u stuurde"


def receipts() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(subject=SUBJECT).order_by("created_at"))


def test_one_letter_confirms_all_files_of_a_form_by_their_numbers_and_nothing_of_what_is_in_them(
    desk: Desk, mailoutbox: list[Any]
) -> None:
    Preferences.objects.update(cases=False)  # it is no news
    desk.send(("Loonstrook mei.pdf", PDF), ("twee.pdf", b"geen pdf"), ("drie.pdf", PDF + b"3"))
    (receipt,) = receipts()
    mail.deliver(receipt.pk)

    (letter,) = mailoutbox
    assert letter.to == [citizens.EMAIL]
    assert "Wij hebben 2 documenten van u ontvangen op " in letter.body
    numbers = [sent.number_of(row.pk) for row in Upload.objects.all()]
    for told in (desk.case.identification, desk.system.page_of(desk.case), *numbers):
        assert told in letter.body
    assert "<html" in letter.alternatives[0][0]
    assert "List-Unsubscribe" not in letter.extra_headers
    whole = str(letter.message())
    for secret in ("Loonstrook", "drie.pdf", desk.case.type.name, citizens.FATIMA):
        assert secret not in whole


@pytest.mark.covers("M-09")
def test_the_same_form_sent_again_is_confirmed_only_for_what_is_new(desk: Desk) -> None:
    form = uuid.uuid4()

    for _time in range(2):
        desk.send(PDF, sending=form)
    assert len(receipts()) == 1

    desk.send(PDF, ("meer.pdf", PDF + b"meer"), sending=form)
    assert len(receipts()) == 2
    assert Upload.objects.count() == 2


def test_what_is_refused_is_not_confirmed(desk: Desk) -> None:
    desk.send(("brief.pdf", b"geen pdf"))

    assert not receipts()


def test_it_goes_to_the_confirmed_address_of_who_sent_it_and_to_no_other(desk: Desk) -> None:
    ContactData.objects.update(email="nieuw@example.org")  # not confirmed yet
    desk.send(PDF)
    assert not OutboxMessage.objects.filter(feature="cases").exists()
    assert Upload.objects.count() == 1

    ContactData.objects.update(verified_email="nieuw@example.org")
    desk.send(PDF)
    assert [receipt.to for receipt in receipts()] == ["nieuw@example.org"]


def test_who_acts_for_somebody_gets_it_themselves(desk: Desk, person: Callable[..., Somebody]) -> None:
    other = person(citizens.representative(bsn=citizens.OTHER, of=citizens.FATIMA), email="ander@example.org")

    desk.send(PDF, by=other)

    assert [receipt.to for receipt in receipts()] == ["ander@example.org"]


@pytest.mark.covers("M-09")
def test_where_something_goes_wrong_halfway_nothing_is_kept_and_nothing_confirmed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = desk.form(PDF, ("twee.pdf", PDF + b"2"))
    real, passed = accepting._keep, []

    def break_off(*told: Any) -> None:
        if passed:
            raise OSError
        passed.append(told)
        real(*told)

    monkeypatch.setattr(accepting, "_keep", break_off)
    desk.somebody.client.raise_request_exception = False
    assert desk.somebody.client.post(desk.url, form).status_code == 500
    monkeypatch.undo()

    assert not Upload.objects.exists()
    assert not receipts()
