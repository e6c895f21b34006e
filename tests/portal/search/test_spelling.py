"""Which word was probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search import spelling

WORDS = st.text("abcd", max_size=6)


@pytest.mark.parametrize(
    ("first", "second", "errors"),
    [
        ("hond", "hond", 0),
        ("hond", "hont", 1),
        ("hond", "hodn", 1),
        ("hond", "ond", 1),
        ("", "abc", 3),
        ("ca", "abc", 3),
    ],
)
def test_it_counts_letters_that_are_wrong_missing_extra_or_swapped(
    first: str, second: str, errors: int
) -> None:
    assert spelling.distance(first, second) == errors


@given(WORDS, WORDS)
def test_the_way_back_is_as_long(first: str, second: str) -> None:
    assert spelling.distance(first, second) == spelling.distance(second, first)


@given(WORDS, WORDS)
def test_only_equal_words_have_no_distance(first: str, second: str) -> None:
    assert (spelling.distance(first, second) == 0) == (first == second)


def test_a_short_word_may_hold_one_error_and_a_long_one_two() -> None:
    assert spelling.nearest("hodn", [("hond", "hond")]) == "hond"
    assert spelling.nearest("hxxd", [("hond", "hond")]) is None
    assert spelling.nearest("verhizng", [("verhuizing", "verhuizing")]) == "verhuizing"
    assert spelling.nearest("id", [("ik", "ik")]) is None


def test_the_nearest_word_wins_and_is_answered_as_it_is_written() -> None:
    assert spelling.nearest("energi", [("emergie", "emergie"), ("energie", "énergie")]) == "énergie"


def test_without_candidates_nothing_was_meant() -> None:
    assert spelling.nearest("paspoort", []) is None
