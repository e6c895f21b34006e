"""What somebody is shown of what is kept about them, and of who looked (P-264, AVG art. 15)."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from integrations.errors import Reason, UnavailableError
from portal.accounts.models import SignIn, User
from tenants import processing, registers
from tenants.processing import SYSTEM, By, Kind, Outcome
from tenants.processing.models import Record
from tenants.registers import Holding
from tenants.types import TenantRef
from tests.portal import citizens, staff
from tests.portal.holdings.reading import text_of, words

PAGE, LOOKED = "/mijn/bewaard/", "/mijn/bewaard/wie-keek/"
ACTIVITY = "Inwoners en bedrijven laten inloggen"

pytestmark = pytest.mark.covers("P-264")


def test_everything_has_a_source_and_an_end(fatima: Client) -> None:
    page = text_of(fatima, PAGE)

    assert "Wat bewaart deze gemeente over mij" in page
    assert citizens.FATIMA in page
    assert citizens.EMAIL in page
    assert "Komt van: de inlogdienst, zoals DigiD. Hoe lang: Zolang iemand een profiel heeft" in page
    assert "Firefox, Windows" in page


def test_what_there_is_none_of_is_said(fatima: Client) -> None:
    page = text_of(fatima, PAGE)

    assert "Wat wij niet van u hebben" in page
    assert "Mededelingen die u hebt weggeklikt" in page


def test_a_register_that_is_down_is_a_gap_with_a_label(
    fatima: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(user: object) -> list[dict[str, str]]:
        raise UnavailableError(Reason.TOO_SLOW)

    held = Holding(
        feature="accounts", name="proef", title="Iets van elders", source="elders", models=("accounts.User",),
        labels={}, read=down,
    )  # fmt: skip
    monkeypatch.setitem(registers.holdings._entries, "proef", held)

    page = text_of(fatima, PAGE)

    assert "Iets van elders: dit kunnen wij nu niet laten zien." in page
    assert citizens.EMAIL in page


@pytest.mark.covers("P-266")
def test_who_acts_for_another_sees_nothing_of_the_own_account(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    from portal.accounts.operations import acting
    from portal.accounts.queries import resolving

    client = citizens.client_for(client_of, inside, citizens.representative())
    request = citizens.request_of(client, inside)
    acting.act_for(request, next(choice.mandate for choice in resolving.choices(request) if choice.mandate))
    citizens.keep_session(client, request)

    page = text_of(client, PAGE, status=403)

    assert "U handelt namens iemand anders" in page
    assert citizens.FATIMA not in page
    assert citizens.EMAIL not in page


def test_somebody_of_a_company_sees_the_own_account(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.client_for(client_of, inside, citizens.employee(), branch="")

    assert citizens.EMAIL in text_of(client, PAGE)


def test_a_visitor_is_sent_to_sign_in(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    for path in (PAGE, LOOKED, f"{PAGE}verwijderen/", f"{PAGE}mijn-gegevens.json"):
        response = client_of(inside).get(path)
        assert (response.status_code, "next=" in response["Location"]) == (302, True)


def test_pages_are_kept_by_nobody(fatima: Client) -> None:
    for path in (PAGE, LOOKED, f"{PAGE}verwijderen/", f"{PAGE}mijn-gegevens.json"):
        assert "no-store" in fatima.get(path)["Cache-Control"]


def test_who_looked_is_told_by_day_in_plain_words(fatima: Client, account: User) -> None:
    processing.record(ACTIVITY, person=account.uuid, by=By(Kind.STAFF, "noor"))
    processing.record(ACTIVITY, person=account.uuid, by=SYSTEM, source="brp", outcome=Outcome.FAILED)

    page = text_of(fatima, LOOKED)

    assert f"{ACTIVITY} , door een medewerker van de gemeente" in page
    assert "door de website, vanzelf" in page
    assert "gevraagd aan: BRP" in page
    assert "niet gelukt" in page
    assert "Alleen wie het zelf is, of namens een ander mag handelen" in page
    assert "noor" not in page


def test_each_look_at_the_page_is_a_look_too(fatima: Client) -> None:
    text_of(fatima, PAGE)

    assert "Laten zien wat de gemeente over iemand bewaart , door u zelf" in text_of(fatima, LOOKED)


def test_it_can_be_asked_for_what_somebody_looked(fatima: Client, account: User) -> None:
    processing.record(ACTIVITY, person=account.uuid, by=By(Kind.STAFF, "noor"))
    text_of(fatima, PAGE)

    page = fatima.get(LOOKED, {"waarvoor": ACTIVITY}).content.decode()

    assert f"<strong>{ACTIVITY}</strong>" in page
    assert "<strong>Laten zien wat" not in page


def test_what_was_the_same_on_a_day_is_one_line_with_each_time(fatima: Client, account: User) -> None:
    for _number in range(3):
        processing.record(ACTIVITY, person=account.uuid, by=SYSTEM)
    processing.record(ACTIVITY, person=account.uuid, by=By(Kind.STAFF, "noor"))

    page = fatima.get(LOOKED).content.decode()

    assert page.count(f"<strong>{ACTIVITY}</strong>") == 2
    assert "3 keer op deze dag" in page


def test_what_was_done_on_another_day_is_another_line(fatima: Client, account: User) -> None:
    for days in (0, 0, 2):
        Record.objects.create(
            at=timezone.now() - datetime.timedelta(days=days),
            number=processing.number_of(account.uuid),
            activity=ACTIVITY,
            actor_kind=Kind.SYSTEM,
            outcome=Outcome.OK,
        )

    assert fatima.get(LOOKED).content.decode().count(f"<strong>{ACTIVITY}</strong>") == 2


def test_a_hundred_records_stand_on_a_page(fatima: Client, account: User) -> None:
    for _number in range(110):
        processing.record(ACTIVITY, person=account.uuid, by=SYSTEM)

    first, second = (words(fatima.get(LOOKED, {"pagina": page}).content.decode()) for page in ("1", "2"))

    assert "100 keer op deze dag" in first
    assert "11 keer op deze dag" in second


def test_an_inhabitant_is_told_of_themselves_and_not_of_staff(fatima: Client, administrator: Client) -> None:
    assert "medewerkers" not in text_of(fatima, PAGE).lower()
    assert "Hoe lang: Zolang u een profiel hebt." in text_of(fatima, PAGE)
    assert "Hoe lang: Tot een jaar nadat u geen toegang meer hebt." in text_of(administrator, PAGE)


def test_what_is_of_another_is_not_seen(
    inside: TenantRef, fatima: Client, account: User, client_of: Callable[..., Client]
) -> None:
    processing.record(ACTIVITY, person=account.uuid, by=By(Kind.STAFF, "noor"))
    other = citizens.client_for(
        client_of, inside, citizens.citizen(citizens.OTHER), email="ander@example.org"
    )

    assert "medewerker" not in text_of(other, LOOKED)
    assert citizens.EMAIL not in text_of(other, PAGE)
    assert citizens.FATIMA not in text_of(other, PAGE)


def test_staff_sees_its_own_account(administrator: Client) -> None:
    assert "noor@zonnedam.example" in text_of(administrator, PAGE)


def test_a_sign_in_of_a_year_of_pages_is_cut_and_says_so(fatima: Client, account: User) -> None:
    old = timezone.now() - datetime.timedelta(days=3)
    SignIn.objects.bulk_create(SignIn(user=account, door="digid", at=old) for _ in range(40))

    page = text_of(fatima, PAGE)

    assert "41 regels" in page
    assert "Dit zijn de nieuwste 25." in page


def test_nobody_of_staff_is_named(fatima: Client, account: User, inside: TenantRef) -> None:
    member = staff.member(None, "kees@zonnedam.example")
    processing.record(ACTIVITY, person=account.uuid, by=By(Kind.STAFF, str(member.uuid)))

    assert str(member.uuid) not in fatima.get(LOOKED).content.decode()
