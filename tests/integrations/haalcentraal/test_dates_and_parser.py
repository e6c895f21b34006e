"""Partial dates, and the parser: whatever another system sends, it is read or it is unknown; nothing is raised."""

import calendar
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from integrations import values
from integrations.haalcentraal import fields, queries, reading
from integrations.haalcentraal.fields import Version
from integrations.haalcentraal.types import Address, Dwelling, PartialDate, Person
from integrations.outcomes import Kind, found
from integrations.sources.items import Item
from tests.integrations.haalcentraal.conftest import FATIMA

YEARS = st.integers(1800, 2299)
WHOLE = st.dates(date(1800, 1, 1), date(2299, 12, 31)).map(
    lambda day: PartialDate(day.year, day.month, day.day)
)
PARTIAL = st.one_of(
    WHOLE,
    st.builds(PartialDate, YEARS, st.integers(1, 12)),
    st.builds(PartialDate, YEARS),
    st.just(PartialDate()),
)
NAMES = sorted(
    {part for field in fields.FIELDS for place in field.places.values() for part in place.path.split(".")}
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [*NAMES, "inOnderzoek", "omschrijving", "code", "datum", "jaar", "maand", "type"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=40,
)
VERSIONS = st.sampled_from(list(Version))


@pytest.mark.covers("I-143", "P-056")
@pytest.mark.parametrize(
    ("parts", "dutch", "english"),
    [
        ((1950, 3, 1), "1 maart 1950", "1 March 1950"),
        ((1950, 3), "maart 1950", "March 1950"),
        ((1950,), "1950", "1950"),
        ((2024, 2, 29), "29 februari 2024", "29 February 2024"),
    ],
)
def test_as_much_is_said_as_is_known(parts: tuple[int, ...], dutch: str, english: str) -> None:
    day = PartialDate(*parts)

    with translation.override("nl"):
        assert str(day) == day.text == dutch
    with translation.override("en"):
        assert day.text == english


def test_of_a_date_of_which_nothing_is_known_that_is_said() -> None:
    with translation.override("nl"):
        assert PartialDate().text == "onbekend"


@pytest.mark.parametrize(
    "parts", [(2023, 2, 29), (1950, 13), (1950, 0), (None, 3), (1950, None, 3), (0,), (10_000,)]
)
def test_there_is_no_such_date(parts: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        PartialDate(*parts)

    assert "1950" not in str(raised.value)


@given(PARTIAL)
def test_a_date_survives_being_kept(day: PartialDate) -> None:
    assert values.restore(PartialDate, values.plain(day)) == day
    assert (day.exact is None) == (day.day is None)


@given(WHOLE)
def test_the_text_of_a_whole_date_names_all_of_it(day: PartialDate) -> None:
    assert day.month
    with translation.override("en"):
        assert day.text == f"{day.day} {calendar.month_name[day.month]} {day.year}"


@given(PARTIAL)
def test_both_versions_write_a_date_that_is_read_the_same(day: PartialDate) -> None:
    parts = {"jaar": day.year, "maand": day.month, "dag": day.day}
    newer: dict[str, Any] = {name: part for name, part in parts.items() if part is not None and name != "dag"}
    older: dict[str, Any] = {name: part for name, part in parts.items() if part is not None}
    if day.exact:
        newer = {"type": "Datum", "datum": day.exact.isoformat()}
        older["datum"] = day.exact.isoformat()
    if day.year is None:
        newer = {"type": "DatumOnbekend", "onbekend": True}
    for version, told in ((Version.NEWER, newer), (Version.OLDER, older)):
        person = reading.read(Item({"burgerservicenummer": FATIMA, "geboorte": {"datum": told}}), version)
        assert person.birth == (day if day.year or version is Version.NEWER else None)


@given(ANY, VERSIONS)
def test_whatever_is_sent_nothing_is_raised(told: Any, version: Version) -> None:
    outcome = queries.only(found([told]), FATIMA, version)

    assert outcome.kind in Kind
    assert outcome.value is None or outcome.value.bsn == FATIMA


@given(st.dictionaries(st.sampled_from(NAMES), ANY, max_size=10), VERSIONS)
def test_whatever_stands_in_a_field_costs_that_field_alone_and_can_be_kept(
    told: dict[str, Any], version: Version
) -> None:
    outcome = queries.only(found([{**told, "burgerservicenummer": FATIMA}]), FATIMA, version)

    assert outcome.kind is Kind.OK
    assert values.restore(Person, values.plain(outcome.value)) == outcome.value
    assert outcome.value
    assert outcome.value.name is not None
    assert outcome.value.address is None or outcome.value.address.lines is not None


def test_an_address_says_no_more_than_it_knows() -> None:
    assert Address(Dwelling.HOME, street="Zonnelaan", number=3).lines == ("Zonnelaan 3",)
    assert Address(Dwelling.HOME, postcode="1000 ZZ").lines == ("1000 ZZ",)
    assert Address(Dwelling.HOME, number=3, suffix="hs").house == "3 hs"
