"""What is wrong with a document is told at its place."""

from typing import Any

import pytest

from tenants import shapes
from tenants.shapes import Shape

PAGE: Shape = shapes.fields(("title",), title=shapes.text(5), below=shapes.many(shapes.within(lambda: PAGE)))


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (shapes.text(3), "abc"),
        (shapes.number, 1.5),
        (shapes.number, None),
        (shapes.flag, False),
        (shapes.one_of("a", "b"), "b"),
        (shapes.many(shapes.flag), [True, False]),
        (shapes.by_name(shapes.number), {"a": 1}),
        (PAGE, {"title": "A", "below": [{"title": "B", "below": []}]}),
    ],
)
def test_what_fits_passes(shape: Shape, value: Any) -> None:
    assert list(shape(value, "x")) == []


@pytest.mark.parametrize(
    ("shape", "value", "places"),
    [
        (shapes.text(3), "abcd", ["x"]),
        (shapes.text(), 5, ["x"]),
        (shapes.number, "1", ["x"]),
        (shapes.number, True, ["x"]),
        (shapes.flag, "true", ["x"]),
        (shapes.one_of("a", "b"), "c", ["x"]),
        (shapes.many(shapes.flag), "no list", ["x"]),
        (shapes.many(shapes.flag), [True, 1, "a"], ["x.2", "x.3"]),
        (shapes.by_name(shapes.number), {"a": "b"}, ["x.a"]),
        (shapes.by_name(shapes.number), ["a"], ["x"]),
        (PAGE, ["a"], ["x"]),
        (PAGE, {"below": [{"title": "B", "colour": "red"}]}, ["x.title", "x.below.1.colour"]),
    ],
)
def test_what_does_not_is_told_at_its_place(shape: Shape, value: Any, places: list[str]) -> None:
    found = list(shape(value, "x"))

    assert [place for place, _text in found] == places
    assert all(text for _place, text in found)
