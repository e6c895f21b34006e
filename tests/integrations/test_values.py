"""Values go to JSON and back, as the type that the reader names and no other."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from integrations import values


class Colour(Enum):
    RED = 1


class Word(StrEnum):
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Inner:
    at: datetime
    on: date | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Outer:
    identity: UUID
    inner: tuple[Inner, ...]
    names: dict[str, list[int]]
    pair: tuple[int, str]
    colour: Colour
    word: Word
    share: float
    tags: frozenset[str]
    hour: time
    other: Inner | str


outers = st.builds(
    Outer,
    identity=st.uuids(),
    inner=st.lists(
        st.builds(
            Inner,
            at=st.datetimes(timezones=st.just(UTC)),
            on=st.none() | st.dates(),
            amount=st.decimals(allow_nan=False, allow_infinity=False),
        ),
        max_size=2,
    ).map(tuple),
    names=st.dictionaries(st.text(max_size=5), st.lists(st.integers(), max_size=2), max_size=2),
    pair=st.tuples(st.integers(), st.text(max_size=5)),
    colour=st.sampled_from(Colour),
    word=st.sampled_from(Word),
    share=st.floats(allow_nan=False, allow_infinity=False),
    tags=st.frozensets(st.text(max_size=3), max_size=2),
    hour=st.times(),
    other=st.just("text"),
)


@given(value=outers)
@how(max_examples=25, deadline=None, database=None)
def test_what_is_written_is_read_back_the_same(value: Outer) -> None:
    assert values.restore(Outer, json.loads(json.dumps(values.plain(value)))) == value


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        (int, "3"),
        (int, True),
        (str, 3),
        (UUID, "no"),
        (date, "2026-02-30"),
        (Colour, 2),
        (list[int], {"a": 1}),
        (tuple[int, str], [1]),
        (dict[str, int], [1]),
        (int | None, "x"),
        (Inner, {"at": "2026-01-01T00:00:00+00:00"}),
        (Inner, {"at": "2026-01-01T00:00:00+00:00", "on": None, "amount": "1", "more": 1}),
        (Inner, None),
        (Decimal, "much"),
        (bytes, "x"),
    ],
)
def test_what_does_not_fit_is_refused(kind: Any, stored: Any) -> None:
    with pytest.raises(ValueError, match="Not a"):
        values.restore(kind, stored)


@pytest.mark.parametrize("value", [object(), b"bytes", {1: "a"}, Inner, [object()]])
def test_what_json_does_not_know_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        values.plain(value)


def test_anything_is_taken_as_it_is() -> None:
    assert values.restore(Any, {"a": [1, None]}) == {"a": [1, None]}


def test_a_whole_number_is_a_float_too() -> None:
    assert values.restore(float, 3) == 3.0
