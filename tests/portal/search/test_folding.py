"""Words that people mean to be the same are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search import folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Énergie", "energie"),
        ("COÖRDINATIE", "coordinatie"),
        ("Straße", "strasse"),
        ("Œuvre", "oeuvre"),
        ("ĳs", "ijs"),
    ],
)
def test_accents_and_case_are_folded(text: str, folded: str) -> None:
    assert folding.fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = folding.fold(text)

    assert folding.fold(once) == once


@given(st.text())
def test_words_hold_letters_and_digits_alone(text: str) -> None:
    assert all(word.isalnum() for word in folding.words(text))


def test_everything_else_parts_words() -> None:
    assert folding.words("id-kaart & (paspoort)' OR 1=1:* <b>a_b</b>") == [
        "id", "kaart", "paspoort", "or", "1", "1", "b", "a", "b", "b",
    ]  # fmt: skip
