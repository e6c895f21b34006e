"""A functional manager helps an inhabitant: who looked, or to be erased; by a number that stands in no address."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.test import Client
from structlog.testing import capture_logs

from portal.accounts.models import User
from portal.accounts.roles import EDITOR
from tenants import processing
from tenants.audit.models import AuditRecord
from tenants.entry import enter
from tenants.processing import SYSTEM
from tenants.processing.models import Record
from tenants.types import TenantRef
from tests.portal import citizens, staff
from tests.portal.holdings.reading import text_of, words

FIND = "/beheer/inwoners/"
ACTIVITY = "Inwoners en bedrijven laten inloggen"

pytestmark = pytest.mark.covers("P-264", "P-061")


NOBODY = "44444444-4444-4444-8444-444444444444"


def of(user: User) -> str:
    return f"{FIND}{user.uuid}/"


def test_a_number_that_is_typed_leads_to_whose_it_is(administrator: Client, account: User) -> None:
    with capture_logs() as lines:
        response = administrator.post(FIND, {"bsn": f" {citizens.FATIMA[:4]} {citizens.FATIMA[4:]} "})

    assert response["Location"] == of(account)
    assert citizens.FATIMA not in repr(lines)
    page = text_of(administrator, of(account))
    assert citizens.FATIMA not in page
    assert citizens.EMAIL not in page


def test_a_number_in_the_address_finds_nobody(administrator: Client, account: User) -> None:
    response = administrator.get(FIND, {"bsn": citizens.FATIMA})

    assert response.status_code == 200
    assert str(account.uuid) not in response.content.decode()


def test_who_has_no_profile_is_not_found(administrator: Client, account: User) -> None:
    page = words(administrator.post(FIND, {"bsn": citizens.OTHER}).content.decode())

    assert "Bij dit nummer is er geen profiel." in page


def test_what_is_no_number_is_said_to_be_none(administrator: Client) -> None:
    assert "Dit is geen BSN." in words(administrator.post(FIND, {"bsn": "123456789"}).content.decode())


@pytest.mark.attack("O16")
@pytest.mark.parametrize("path", ["", "wie-keek.csv", "wie-keek.jsonl"])
def test_every_look_of_staff_at_an_inhabitant_is_recorded(
    administrator: Client, account: User, path: str
) -> None:
    before = Record.objects.count()
    response = administrator.get(f"{of(account)}{path}")

    assert response.status_code == 200
    assert Record.objects.filter(actor_kind="staff").count() == before + 1


@pytest.mark.attack("O16")
def test_a_page_of_staff_that_shows_nobody_is_not_recorded(administrator: Client, account: User) -> None:
    """The negative control."""
    administrator.get(FIND)

    assert Record.objects.count() == 0


def test_the_inhabitant_sees_that_staff_looked(administrator: Client, account: User) -> None:
    administrator.get(of(account))

    row = Record.objects.get()
    assert (row.actor_kind, row.activity) == ("staff", "Verzoeken van inwoners over hun gegevens afhandelen")


def test_the_record_goes_along_as_a_spreadsheet_and_as_json(administrator: Client, account: User) -> None:
    processing.record(ACTIVITY, person=account.uuid, by=SYSTEM, source="brp")

    text = b"".join(administrator.get(f"{of(account)}wie-keek.csv")).decode()  # type: ignore[arg-type]
    lines = b"".join(administrator.get(f"{of(account)}wie-keek.jsonl")).decode()  # type: ignore[arg-type]

    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["source"] for row in rows] == ["", "brp"]
    assert rows[1]["dpl.core.processing_activity_id"] == ACTIVITY
    told = [json.loads(line) for line in lines.splitlines()]
    assert len(told) == 3
    assert told[-1]["name"] == ACTIVITY
    assert told[-1]["status"] == {"code": "Ok"}
    assert told[-1]["attributes"]["legal_basis"]
    assert str(account.uuid) not in text + lines
    assert citizens.FATIMA not in text + lines


def test_taking_it_along_is_in_the_log(administrator: Client, account: User) -> None:
    administrator.get(f"{of(account)}wie-keek.csv")

    entry = AuditRecord.objects.get(action="holdings.exported")
    assert (entry.actor_kind, entry.target, entry.details) == ("staff", str(account.uuid), {"format": "csv"})


def test_an_inhabitant_is_erased_when_the_manager_is_sure(administrator: Client, account: User) -> None:
    assert "Kruis aan" in words(administrator.post(f"{of(account)}verwijderen/").content.decode())
    assert User.objects.filter(pk=account.pk).exists()

    response = administrator.post(f"{of(account)}verwijderen/", {"zeker": "on"})

    assert response["Location"] == FIND
    assert not User.objects.filter(pk=account.pk).exists()
    entry = AuditRecord.objects.get(action="accounts.erased")
    assert entry.actor_kind == "staff"
    assert entry.actor
    assert str(account.uuid) not in f"{entry.target}{entry.details}"


def test_a_colleague_is_no_inhabitant(administrator: Client, inside: TenantRef) -> None:
    member = staff.member(EDITOR, "kees@zonnedam.example")

    assert administrator.get(of(member)).status_code == 404
    assert administrator.post(f"{of(member)}verwijderen/", {"zeker": "on"}).status_code == 404


@pytest.mark.parametrize("path", ["", f"{NOBODY}/", f"{NOBODY}/wie-keek.csv", f"{NOBODY}/verwijderen/"])
def test_an_editor_and_an_inhabitant_come_nowhere(
    inside: TenantRef, fatima: Client, client_of: Callable[..., Client], path: str
) -> None:
    editor = staff.client_for(client_of, inside, EDITOR)

    assert editor.get(f"{FIND}{path}").status_code == 403
    assert fatima.get(f"{FIND}{path}").status_code == 302


def test_somebody_of_another_municipality_is_not_found(
    administrator: Client, waterrijk: TenantRef, client_of: Callable[..., Client], inside: TenantRef
) -> None:
    citizens.client_for(client_of, waterrijk)
    with enter(waterrijk):
        there = User.objects.get(contact__email=citizens.EMAIL)
    with enter(inside, urls=True):
        assert administrator.get(of(there)).status_code == 404
        assert "geen profiel" in words(administrator.post(FIND, {"bsn": citizens.FATIMA}).content.decode())
