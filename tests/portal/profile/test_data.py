"""What the BRP knows of somebody (P-056)."""

from collections.abc import Callable

import pytest

from integrations.identities import Basis, Level
from integrations.sandbox.world.residents import (
    ABROAD,
    COUNTRY,
    LOCATION,
    Place,
    Resident,
    of_kind,
    residents,
)
from portal.accounts.queries import looked
from portal.profile.models import BrpSettings, ProfileSettings
from portal.profile.types import ASKING_BRP
from tenants.processing import queries as processing
from tenants.processing.models import Record
from tests.portal import citizens
from tests.portal.profile.people import Somebody
from tests.portal.profile.registers import Register

pytestmark = pytest.mark.covers("P-056", "I-143", "I-145")
THERE = residents()[citizens.FATIMA].person


@pytest.fixture
def reads(brp: Register, person: Callable[..., Somebody]) -> Callable[[Resident], str]:
    """Answer what a resident reads of themselves."""

    def read(resident: Resident) -> str:
        return person(citizens.citizen(resident.person.bsn)).reads("gegevens/")

    return read


def test_all_of_it_is_shown(reads: Callable[[Resident], str]) -> None:
    text = reads(residents()[citizens.FATIMA])

    for line in (
        f"Voornamen {THERE.first_name}", "Voorletters F.", f"Achternaam {THERE.surname}", "Geslacht vrouw",
        "Geboorteplaats Zonnedam", f"BSN {THERE.bsn}",
        f"Adres {THERE.street} {THERE.house_number}", f"Postcode {THERE.postcode}", "Woonplaats Zonnedam",
        "Nationaliteit Nederlandse", "Naar mijn.overheid.nl", f"E-mailadres {citizens.EMAIL}",
    ):  # fmt: skip
        assert line in text


def test_only_what_the_brp_does_not_have_is_a_dash(reads: Callable[[Resident], str]) -> None:
    somebody = next(one for one in residents().values() if not one.person.prefix)

    assert "Tussenvoegsel - Achternaam" in reads(somebody)


@pytest.mark.parametrize(
    ("resident", "lines"),
    [
        (of_kind(place=Place.ABROAD), [f"Adres in het buitenland {', '.join(ABROAD)}", f"Land {COUNTRY[1]}"]),
        (of_kind(place=Place.LOCATION), [f"Plaats waar u woont {LOCATION}"]),
        (of_kind(is_secret=True), ["Uw gegevens zijn geheim"]),
        (of_kind(letter="A", suffix="bis"), ["A bis"]),
        (of_kind(born_in="Izmir"), ["Geboorteplaats Izmir", "Nationaliteit Turkse"]),
        (of_kind(in_doubt=frozenset({"verblijfplaats", "naam"})), ["(in onderzoek)", "In onderzoek: de gemeente"]),
    ],
    ids=["abroad", "no address", "secret", "letter and suffix", "month of birth", "in doubt"],
)  # fmt: skip
def test_whatever_is_special_about_somebody_is_said(
    reads: Callable[[Resident], str], resident: Resident, lines: list[str]
) -> None:
    text = reads(resident)

    for line in lines:
        assert line in text


@pytest.mark.parametrize("length", [1, 2])
def test_of_a_date_as_much_is_said_as_is_known(reads: Callable[[Resident], str], length: int) -> None:
    somebody = next(one for one in residents().values() if len(one.born) == length)
    text = reads(somebody)

    after = text.partition("Geboortedatum ")[2].partition(" Geboorteplaats")[0]
    assert after.endswith(str(somebody.born[0]))
    assert len(after.split()) == length


@pytest.mark.fault("F01", "F05")
@pytest.mark.parametrize("fault", [{"status": 503}, {"reset": True}, {"html": True}, {"status": 403}])
def test_down_is_said_to_be_down_and_shows_no_dashes(
    brp: Register, fatima: Somebody, person: Callable[..., Somebody], fault: dict[str, object]
) -> None:
    somebody = person()
    brp.fault(**fault)

    text = somebody.reads("gegevens/")

    assert "Voornamen" not in text
    assert " - " not in text
    assert "Wat in de BRP over u staat" in text
    assert f"E-mailadres {citizens.EMAIL}" in text  # the rest of the page is there


@pytest.mark.attack("I08")
@pytest.mark.parametrize("level", [Level.SUBSTANTIEEL, Level.HOOG])
def test_a_municipality_may_want_to_be_surer_of_who_sees_it(
    brp: Register, person: Callable[..., Somebody], level: Level
) -> None:
    somebody = person(citizens.citizen(level=Level.SUBSTANTIEEL))
    ProfileSettings.objects.update_or_create(id=1, defaults={"data_level": level})
    before = Record.objects.filter(activity=ASKING_BRP).count()

    response = somebody.client.get("/mijn-profiel/gegevens/")

    is_let_in = level is Level.SUBSTANTIEEL
    assert response.status_code == (200 if is_let_in else 302)
    assert is_let_in or response.headers["Location"].endswith("gegevens%2F&niveau=40")
    assert (brp.calls() > 0) is is_let_in
    assert (Record.objects.filter(activity=ASKING_BRP).count() > before) is is_let_in


@pytest.mark.attack("I08")
def test_what_comes_late_asks_for_the_same_certainty(person: Callable[..., Somebody], brp: Register) -> None:
    somebody = person(citizens.citizen(level=Level.SUBSTANTIEEL))
    ProfileSettings.objects.update_or_create(id=1, defaults={"data_level": Level.HOOG})

    response = somebody.client.get("/mijn-profiel/gegevens/later/person/een-kaartje/")

    assert response.status_code == 302
    assert "niveau=40" in response.headers["Location"]


def test_looking_again_asks_the_brp_once(brp: Register, person: Callable[..., Somebody]) -> None:
    somebody = person()
    somebody.get("gegevens/")
    somebody.get("gegevens/")

    assert brp.calls() == 1


@pytest.mark.covers("P-264")
def test_each_look_is_recorded_with_the_question_to_the_brp(
    brp: Register, person: Callable[..., Somebody]
) -> None:
    somebody = person()
    somebody.get("gegevens/")

    found = processing.of_persons(looked.persons_of(somebody.user))
    told = [(row.activity, row.source, row.outcome) for row in found]
    assert sorted(told) == [(ASKING_BRP, "", "ok"), (ASKING_BRP, "brp", "ok")]


@pytest.mark.covers("P-057")
def test_the_brp_is_told_on_which_ground(brp: Register, person: Callable[..., Somebody]) -> None:
    somebody = person()
    BrpSettings.objects.create(purpose="Inzage door de inwoner", processing="Mijn gegevens@inzage")

    assert "Voornamen" in somebody.reads("gegevens/")


@pytest.mark.attack("I29")
def test_nobody_sees_the_data_of_another(brp: Register, person: Callable[..., Somebody]) -> None:
    assert THERE.street in person().reads("gegevens/")
    other = person(citizens.citizen(citizens.OTHER), name="Ander")

    assert THERE.bsn not in other.reads("gegevens/")
    acting = person(citizens.representative(Basis.CURATELE))
    assert acting.get("gegevens/").status_code == 403
    assert citizens.REPRESENTED not in acting.get("gegevens/").content.decode()


def test_the_page_is_not_there_without_a_connection_or_where_it_is_switched_off(
    person: Callable[..., Somebody],
) -> None:
    somebody = person()

    assert somebody.get("gegevens/").status_code == 403
    assert "BRP over u" not in somebody.reads()


def test_the_municipality_can_switch_it_off(brp: Register, person: Callable[..., Somebody]) -> None:
    somebody = person()
    assert "Alle gegevens die in de BRP over u staan" in somebody.reads()
    ProfileSettings.objects.create(show_data=False)

    assert "Alle gegevens die in de BRP over u staan" not in somebody.reads()
    assert somebody.get("gegevens/").status_code == 403
