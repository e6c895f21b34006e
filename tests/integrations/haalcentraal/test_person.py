"""A person as the BRP tells of them, in either version: the same to us, whatever is special about them."""

import pytest

from integrations.haalcentraal.types import Dwelling, Group, NameUse, PartialDate, Person, Sex
from integrations.outcomes import Kind
from integrations.sandbox.world.residents import ABROAD, LOCATION, Place, Resident, of_kind, residents
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.haalcentraal.conftest import FATIMA, NOBODY, Asker, asker_of

pytestmark = pytest.mark.covers("I-141", "I-142", "I-143", "P-056")


def told(asker: Asker, resident: Resident) -> Person:
    outcome = asker.fetch(resident.person.bsn)
    assert outcome.kind is Kind.OK
    assert outcome.value is not None
    return outcome.value


def test_all_that_the_page_shows_is_there(asker: Asker) -> None:
    there = residents()[FATIMA].person

    found = told(asker, residents()[FATIMA])

    assert (found.bsn, found.given_names, found.initials) == (FATIMA, "Fatima", "F.")
    assert (found.surname, found.sex) == (f"{there.prefix} {there.surname}".strip(), Sex.FEMALE)
    assert found.birth
    assert (found.birth.exact, found.birth_place) == (there.born, "Zonnedam")
    assert found.nationalities == ("Nederlandse",)
    assert found.address
    assert found.address.kind is Dwelling.HOME
    assert found.address.lines == (f"{there.street} {there.house_number}", f"{there.postcode} Zonnedam")
    assert found.address.short_street == there.street
    assert found.address.since == PartialDate(*residents()[FATIMA].since)
    assert (found.is_secret, found.is_deceased, found.in_doubt) == (False, False, frozenset())


@pytest.mark.parametrize(
    ("number", "use", "surname"),
    [
        (0, NameUse.OWN_PARTNER, "Zandvoorde-de Weidebloem"),
        (1, NameUse.OWN, "de Weidebloem"),
        (7, NameUse.PARTNER, "Kroonsteen"),
        (8, NameUse.PARTNER_OWN, "van der Molenwiek-Aydinsoy"),
    ],
)
def test_the_name_in_use_is_made_with_the_partners(
    asker: Asker, number: int, use: NameUse, surname: str
) -> None:
    found = told(asker, list(residents().values())[number])

    assert (found.name_use, found.surname_in_use) == (use, surname)
    assert found.name == f"{found.given_names} {surname}"


def test_an_address_abroad_is_its_lines_and_its_country(asker: Asker) -> None:
    address = told(asker, of_kind(place=Place.ABROAD)).address

    assert address
    assert (address.kind, address.lines) == (Dwelling.ABROAD, (*ABROAD, "Grootbritannië"))
    assert address.since == PartialDate(2019, 5)
    assert (address.street, address.number, address.city) == ("", None, "")


def test_a_place_without_an_address_is_told_in_words(asker: Asker) -> None:
    address = told(asker, of_kind(place=Place.LOCATION)).address

    assert address
    assert (address.kind, address.lines) == (Dwelling.LOCATION, (LOCATION,))


def test_who_left_for_nobody_knows_where_has_no_lines(asker: Asker) -> None:
    address = told(asker, of_kind(place=Place.UNKNOWN)).address

    assert address
    assert (address.kind, address.lines) == (Dwelling.UNKNOWN, ())


@pytest.mark.parametrize(("letter", "suffix", "house"), [("A", "bis", "9A bis"), ("B", "", "17B")])
def test_letter_and_suffix_stand_behind_the_number(
    asker: Asker, letter: str, suffix: str, house: str
) -> None:
    address = told(asker, of_kind(letter=letter, suffix=suffix)).address

    assert address
    assert address.house == house


def test_of_a_date_as_much_is_known_as_is_known(asker: Asker) -> None:
    by_month, by_year, none = (
        told(asker, one).birth
        for length in (2, 1, 0)
        for one in residents().values()
        if len(one.born) == length
    )

    assert by_month
    assert by_year
    assert (by_month.day, by_month.exact) == (None, None)
    assert by_month.month
    assert by_year.month is None
    # version 1.3 has no word for a date that is not known at all
    assert none == (PartialDate() if asker.connection.stand_in == "brp" else None)


def test_who_wants_others_to_be_told_nothing_is_known_by_it(asker: Asker) -> None:
    assert told(asker, of_kind(is_secret=True)).is_secret is True


def test_who_died_is_known_by_it(asker: Asker) -> None:
    assert told(asker, of_kind(is_deceased=True)).is_deceased is True


def test_what_is_looked_into_is_told_by_group(asker: Asker) -> None:
    of_two = told(asker, of_kind(in_doubt=frozenset({"verblijfplaats", "naam"})))
    of_one = told(asker, of_kind(in_doubt=frozenset({"geboorte"})))

    assert of_two.in_doubt == {Group.ADDRESS, Group.NAME}
    assert of_one.in_doubt == {Group.BIRTH}


def test_who_has_no_nationality_has_none_that_is_made_up(asker: Asker) -> None:
    found = told(asker, of_kind(nationality="")).nationalities

    assert found == (("Staatloos",) if asker.connection.stand_in == "brp" else ())


def test_who_is_not_known_there_is_not_found(asker: Asker) -> None:
    assert asker.fetch(NOBODY).kind is Kind.NOT_FOUND


def test_a_number_that_is_none_is_not_sent(asker: Asker) -> None:
    before = asker.calls()

    for number in ("", "12345678", "1234567890", "../zaken", "99999001a"):
        with pytest.raises(ValueError, match="no BSN"):
            asker.question(number)

    assert asker.calls() == before


def test_both_versions_tell_the_same_of_everybody(sandbox: Sandbox, zonnedam: TenantRef) -> None:
    newer, older = asker_of(sandbox, zonnedam, "brp"), asker_of(sandbox, zonnedam, "brp-1.3")
    with enter(zonnedam):
        for bsn, resident in residents().items():
            if resident.born and resident.nationality:
                assert newer.fetch(bsn) == older.fetch(bsn)


def test_nothing_of_a_person_is_in_what_is_written_of_them(asker: Asker) -> None:
    found = told(asker, residents()[FATIMA])

    written = f"{found!r} {found.address!r} {found.birth!r}"

    assert FATIMA not in written
    assert not any(word in written for word in ("Fatima", "Zandvoorde", "Zonnelaan", "1950", "1000 ZZ"))
