"""What a file of configuration may be: YAML without its traps (C-034)."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from provisioning.lifecycle.as_code import reading, writing
from provisioning.lifecycle.as_code.types import FileError

pytestmark = pytest.mark.covers("C-034")
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60
) | st.sampled_from(
    [
        "no", "yes", "True", "0363", "1e3", "1_000", "12:30", "2026-01-31", "~", "null", " a", "a ", "- a", "a: b",
        "# a", "a\r\nb", "\n", "\n a", "a\n\n", "a\n ", "{a", "*a", "&a", "!a", "%a", "@a", "=", "<<", "1.", ".5", "+1",
        "0x1f", "\u2028", "\x85", "\ufeff", "\u200b", "🌷",
    ]
)  # fmt: skip
NUMBERS = st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 3))
VALUES = st.recursive(
    TEXTS | st.booleans() | st.none() | NUMBERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=4,
)


def refusal(text: str | bytes) -> tuple[int, str]:
    with pytest.raises(FileError) as raised:
        reading.read(text)
    (first, *_rest) = raised.value.refusals
    return first.line, first.text


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_is_written_is_read_back_the_same(told: dict[str, Any]) -> None:
    assert json.dumps(reading.read(writing.dumped(told)).told) == json.dumps(told)


def test_words_that_yaml_takes_for_something_else_are_texts() -> None:
    text = "a: no\nb: 0363\nc: 2026-01-31\nd: 12:30\ne: on\nf: 1_000\ng: 0x1f\nh: .inf"

    assert reading.read(text).told == {line[0]: line.partition(": ")[2] for line in text.splitlines()}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: &x [1]\nb: *x", 1, "Verwijzingen"),
        ("a: 1\nb: *x", 2, "Verwijzingen"),
        ("a: !!python/object/apply:os.system ['id']", 1, "Soorten"),
        ("a: !!str 1", 1, "Soorten"),
        ("a: 1\nb: 2\na: 3", 3, "twee keer"),
        ("a:\n  b: 1\n  b: 2", 3, "twee keer"),
        ("a: 1\n---\nb: 2", 2, "één keer"),
        ("a: [1\nb: 2", 2, "geen YAML"),
        ("a: 1\n\tb: 2", 2, "geen YAML"),
        ("a: 1\nb: \x07", 2, "teken"),
        ("? [a]\n: 1", 1, "woord"),
        ("- 1", 1, "secties"),
        ("", 1, "secties"),
        ("a:\n  " + "[" * 20 + "]" * 20, 2, "diep"),
        ("[" * 50_000, 1, "diep"),
        ("a: [" + "1, " * 20_000 + "]", 1, "te veel"),
        ("a: '" + "x" * 200_000 + "'", 1, "te groot"),
        (b"a: \xff", 1, "UTF-8"),
    ],
)
def test_what_is_not_read_is_refused_with_a_sentence_and_a_line(
    text: str | bytes, line: int, words: str
) -> None:
    found = refusal(text)

    assert found[0] == line
    assert words in found[1]


def test_a_bomb_of_references_is_refused_before_it_is_built() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )

    assert refusal(bomb)[0] == 1


def test_the_safe_loader_itself_would_have_taken_references() -> None:
    """The control: it is we who refuse."""
    assert yaml.safe_load("a: &x [1]\nb: *x") == {"a": [1], "b": [1]}


def test_comments_and_order_make_no_other_file() -> None:
    one, other = reading.read("a: 1\nb: 2"), reading.read("# zo\nb: 2\na: 1")

    assert one.digest == other.digest != reading.read("a: 1\nb: 3").digest
