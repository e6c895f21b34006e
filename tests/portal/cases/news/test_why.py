"""Why did this inhabitant get no message: one page answers it by the number of the case (P-198, I-111, P-265)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from integrations.notifications.models import Message
from portal.accounts.models import Preferences
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.core.models import OutboxMessage
from tenants.processing.models import Record
from tests.portal import citizens, staff
from tests.portal.cases.people import Somebody
from tests.portal.profile.people import words

from .conftest import Office, letters

URL = "/beheer/zaaktypen/geen-bericht/"
pytestmark = pytest.mark.covers("P-198", "I-111")


@pytest.fixture
def manager(office: Office, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, office.tenant, ADMINISTRATOR)


def reads(manager: Client, number: str = "") -> str:
    return words(manager.get(URL, {"nummer": number} if number else {}))


@pytest.mark.covers("P-265")
def test_it_tells_what_came_what_was_decided_and_what_was_sent(
    office: Office, fatima: Somebody, manager: Client
) -> None:
    case = office.case()
    office.configure(case)
    office.tells(case)
    said = reads(manager, f" {case.identification.lower()} ")

    assert "Nieuwe status: In behandeling" in said
    assert "Aanvrager (inwoner) Op de website verstuurd" in said
    assert "Aanvrager (inwoner) E-mail verstuurd" in said
    assert "Wacht." in said  # in the outbox
    OutboxMessage.objects.update(state="sent", sent_at=timezone.now())
    assert "Bezorgd bij de mailserver op" in reads(manager, case.identification)
    OutboxMessage.objects.update(state="failed")
    assert "Niet bezorgd." in reads(manager, case.identification)


@pytest.mark.attack("W24")
def test_it_tells_the_reason_and_nobodys_name_number_or_address(
    office: Office, fatima: Somebody, manager: Client
) -> None:
    case = office.case()
    office.configure(case)
    Preferences.objects.update(cases=False)
    office.tells(case)
    html = manager.get(URL, {"nummer": case.identification}).content.decode()

    assert "Wil geen e-mail over zaken." in html
    for secret in (citizens.FATIMA, citizens.EMAIL, "Fatima"):
        assert secret not in html


def test_a_case_of_which_nothing_was_asked_is_found_at_the_case_system(
    office: Office, manager: Client
) -> None:
    case = office.case()
    office.tells(case)
    said = reads(manager, case.identification)

    assert "Bij dit zaaktype staan berichten uit." in said
    assert "Meldingen over deze zaak" in manager.get(URL, {"nummer": case.identification}).content.decode()


def test_a_case_of_which_nothing_came_is_told_so(office: Office, manager: Client) -> None:
    said = reads(manager, office.case().identification)

    assert "Over deze zaak kwam niets binnen" in said
    assert "Dit zaaksysteem meldt niet aan het portaal" in said  # nobody registered here


def test_a_message_that_waits_or_failed_is_shown_before_anything_is_decided(
    office: Office, manager: Client
) -> None:
    case = office.case()
    office.configure(case)
    message = office.happens(case)
    office.system.fault(status=503)
    office.works_off(office.brings(message))
    office.system.fault()
    said = reads(manager, case.identification)

    assert "Een melding wacht nog of is niet gelukt." in said
    assert "NoAnswerError" in said
    assert Message.objects.get().state == "waiting"


@pytest.mark.fault("F01")
def test_a_case_system_that_is_silent_never_looks_like_no_case(office: Office, manager: Client) -> None:
    assert "Geen zaak met dit nummer" in reads(manager, "ZAAK-1999-1")

    office.system.fault(status=503)
    said = reads(manager, "ZAAK-1999-1")
    assert "gaf geen antwoord. Of de zaak daar staat, weten wij nu niet." in said
    assert "Geen zaak met dit nummer" not in said


def test_without_a_number_there_is_only_the_question(office: Office, manager: Client) -> None:
    assert "Geen zaak" not in reads(manager)


@pytest.mark.covers("P-264")
def test_who_looks_is_recorded_and_only_managers_may(
    office: Office, fatima: Somebody, manager: Client, client_of: Callable[..., Client]
) -> None:
    case = office.case()
    office.configure(case)
    office.tells(case)
    before = Record.objects.count()
    reads(manager, case.identification)

    added = Record.objects.order_by("-pk")[: Record.objects.count() - before]
    assert [row.activity for row in added] == ["Uitleggen waarom iemand geen bericht over een zaak kreeg"]
    editor = staff.client_for(client_of, office.tenant, EDITOR, email="redactie@example.org")
    assert editor.get(URL).status_code == 403
    assert fatima.get(URL).status_code == 302
    assert len(letters()) == 1
