"""Dutch alphabetical order, the same in Python and in the database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.products import alphabet, queries
from tests.portal.products import catalogue

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


def test_it_puts_energie_with_an_accent_between_elektra_and_fiets() -> None:
    names = ["Fiets", "Énergie", "elektra", "Zorg", "afval"]

    assert sorted(names, key=alphabet.key) == ["afval", "elektra", "Énergie", "Fiets", "Zorg"]


def test_it_takes_no_notice_of_dots_and_dashes() -> None:
    names = ["e-mail", "Economie", "'s Gravenhage", "E.H.B.O."]

    assert sorted(names, key=alphabet.key) == ["E.H.B.O.", "e-mail", "Economie", "'s Gravenhage"]


@given(NAMES, NAMES)
def test_a_name_stands_before_a_longer_one_that_begins_with_it(name: str, more: str) -> None:
    longer = f"{name} {more}x"

    assert alphabet.key(name) < alphabet.key(longer) or alphabet.PUNCTUATION.sub("", name) == ""


@given(NAMES)
def test_case_and_accents_change_the_place_of_no_name(name: str) -> None:
    first, second = (
        alphabet.key(form).partition(alphabet.TAB)[0] for form in (name, name.swapcase().casefold())
    )

    assert first == second


@given(NAMES, NAMES)
def test_two_names_never_share_a_place(one: str, other: str) -> None:
    assert (alphabet.key(one) == alphabet.key(other)) == (one == other)


@pytest.mark.usefixtures("inside")
def test_the_database_puts_products_in_the_same_order_as_python() -> None:
    names = [
        "Zwembad",
        "Énergie",
        "eik kappen",
        "Elektra",
        "Fiets",
        "Œuvre",
        "IJsbaan",
        "Ijzer",
        "3D-print",
        "école",
    ]
    for place, name in enumerate(names):
        catalogue.product(name, slug=f"product-{place}")

    listed = list(queries.published().values_list("name", flat=True))

    assert listed == sorted(names, key=alphabet.key)
    assert listed[:5] == ["3D-print", "école", "eik kappen", "Elektra", "Énergie"]
