"""The searcher finds what it must find: whoever looks for leaks must be able to see one."""

import base64
import urllib.parse
import zlib

import pytest

from tests.attacks.canaries import Marks
from tests.attacks.searching import Searcher, layers

OURS, THEIRS = Marks("11111111aaaa"), Marks("22222222bbbb")
SEARCHER = Searcher([OURS, THEIRS])


def seen(text: str, **options: bool | str) -> set[tuple[str, str]]:
    return {
        (leak.what, leak.whose)
        for layer in layers(text)
        for leak in SEARCHER.leaks("page", layer, OURS, **options)  # type: ignore[arg-type]
    }


def test_what_is_ones_own_is_no_leak() -> None:
    assert seen(f"{OURS.word} {OURS.bsn}") == set()


@pytest.mark.parametrize(
    "wrap",
    [
        str,
        str.upper,
        urllib.parse.quote,
        lambda text: f"x{text}y",
        lambda text: base64.urlsafe_b64encode(f"session {text} session".encode()).decode(),
        lambda text: "." + base64.urlsafe_b64encode(zlib.compress(text.encode() * 3)).decode().rstrip("="),
    ],
)
def test_anothers_word_is_found_however_it_is_wrapped(wrap: object) -> None:
    assert ("word", THEIRS.digits) in seen(wrap(THEIRS.word))  # type: ignore[operator]


def test_anothers_number_is_found() -> None:
    assert seen(f"bsn={THEIRS.bsn}") == {("BSN", THEIRS.digits)}


def test_a_secret_is_a_leak_at_home_too() -> None:
    assert seen(OURS.secret) == {("secret", OURS.digits)}


def test_a_number_is_a_leak_in_a_closed_place_at_home_too() -> None:
    assert seen(OURS.bsn, is_open=False) == {("BSN", OURS.digits)}


def test_what_the_attacker_typed_is_no_leak_unless_people_can_read_it() -> None:
    assert seen(THEIRS.slug, given=THEIRS.digits) == set()
    assert seen(THEIRS.word, given=THEIRS.digits) == {("word", THEIRS.digits)}
