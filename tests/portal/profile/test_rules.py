"""How names, numbers and addresses are written, whatever is typed."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.accounts.models import ContactData, IdentityKind
from portal.profile import rules
from portal.profile.types import Necessary

pytestmark = pytest.mark.covers("P-055")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SPACES = some.sampled_from(["", " ", "  ", "\t"])


@given(some.integers(1000, 9999), some.text(LETTERS, min_size=2, max_size=2), SPACES, SPACES, some.booleans())
def test_a_postcode_is_understood_however_it_is_typed(
    digits: int, letters: str, between: str, around: str, in_capitals: bool
) -> None:
    typed = f"{around}{digits}{between}{letters if in_capitals else letters.lower()}{around}"

    expected = None if letters in {"SA", "SD", "SS"} else f"{digits} {letters}"
    assert rules.postcode(typed) == expected


@given(some.text(max_size=12))
def test_what_a_postcode_becomes_stays_the_same_and_fits(typed: str) -> None:
    found = rules.postcode(typed)

    if found is not None:
        assert rules.postcode(found) == found
        assert len(found) <= ContactData._meta.get_field("postcode").max_length
        assert found.isascii()


@pytest.mark.parametrize(
    "typed", ["", "0123 AB", "1234 SS", "1234", "AB 1234", "1234 ABC", "١٢٣٤ AB", "1234\nAB\nx"]
)
def test_what_is_no_postcode_is_refused(typed: str) -> None:
    assert rules.postcode(typed) is None


@given(some.integers(10_000_000, 99_999_999), some.sampled_from(["06", "06-", "+316", "00316", "06 "]))
def test_a_mobile_number_is_one_number_however_it_is_typed(digits: int, begin: str) -> None:
    wanted = f"+316{digits}"

    expected = wanted if phonenumbers.is_valid_number(phonenumbers.parse(wanted)) else None
    assert rules.phone(f"{begin}{digits}") == expected


@given(some.text(max_size=30))
def test_whatever_is_typed_is_a_number_that_can_be_called_or_none(typed: str) -> None:
    found = rules.phone(typed)

    if found is not None:
        assert phonenumbers.is_valid_number(phonenumbers.parse(found))
        assert rules.phone(found) == found == rules.phone(rules.shown_phone(found))
        assert len(found) <= ContactData._meta.get_field("phone").max_length


def test_a_number_of_home_is_shown_without_its_country_and_another_with_it() -> None:
    assert rules.shown_phone("+31612345678") == "06 12345678"
    assert rules.shown_phone("+4930901820") == "+49 30 901820"
    assert rules.shown_phone("") == ""


@given(some.text(max_size=60))
def test_a_name_keeps_its_letters_and_nothing_that_no_name_has(typed: str) -> None:
    found = rules.name(typed)

    if found is not None:
        assert rules.name(found) == found
        assert not set(found) & set('<>&"{}%\\/\n\x00@')


@pytest.mark.parametrize("name", ["Fatima", "d'Arc", "Müller-Çelik", "İbrahim", "J.R.", "王", "van  der"])
def test_names_of_all_kinds_of_people_are_names(name: str) -> None:
    assert rules.name(name) == " ".join(name.split())


@given(
    kind=some.sampled_from([None, *IdentityKind]),
    will_be_told=some.booleans(),
    first_name=some.sampled_from(["", " ", "Fatima"]),
    last_name=some.sampled_from(["", "El Amrani"]),
    email=some.sampled_from(["", "f@voorbeeld.nl", "x@localhost", f"{'a' * 32}@example.org"]),
)
@pytest.mark.covers("P-040")
def test_what_must_be_told_follows_from_who_it_is(
    kind: IdentityKind | None, will_be_told: bool, first_name: str, last_name: str, email: str
) -> None:
    found = rules.missing(
        kind=kind, will_be_told=will_be_told, first_name=first_name, last_name=last_name, email=email
    )

    assert (Necessary.EMAIL in found) == (email != "f@voorbeeld.nl")
    asks_names = kind is IdentityKind.PERSON and not will_be_told
    assert (Necessary.FIRST_NAME in found) == (asks_names and not first_name.strip())
    assert (Necessary.LAST_NAME in found) == (asks_names and not last_name)
