"""See that the references inside a drawing lead somewhere, end, and do not unfold into millions of shapes."""

from collections.abc import Iterator, Mapping
from typing import Final

from themes.images.elements import Element
from themes.images.refusals import Reason, RefusedError
from themes.images.values import Reference

MOST_CHAIN: Final = 8
MOST_WORK: Final = 5_000
"""As many shapes as a browser would have to draw once every reference is followed."""
LAYERS: Final = ("opacity", "clip-path", "mask")
LAYER: Final = 20
"""How many shapes a layer of its own counts for: it is drawn apart and laid over what is below."""


def named(elements: tuple[Element, ...]) -> dict[str, Element]:
    """Find the elements that can be referred to; of two with one name the first."""
    found: dict[str, Element] = {}
    for element in _all(elements):
        if element.name:
            found.setdefault(element.name, element)
    return found


def used(elements: tuple[Element, ...]) -> list[str]:
    """Name what is referred to, in the order of the drawing, each once."""
    return list(
        dict.fromkeys(
            value.target
            for element in _all(elements)
            for value in element.attributes.values()
            if isinstance(value, Reference)
        )
    )


def check(elements: tuple[Element, ...], known: Mapping[str, Element]) -> None:
    """Refuse a drawing that refers to itself, or that would be drawn for ever.

    :raises RefusedError: for either.
    """
    weights: dict[str, int] = {}
    if sum(_weight(element, known, weights, ()) for element in elements) > MOST_WORK:
        raise RefusedError(Reason.TOO_BUSY)


def _weight(
    element: Element, known: Mapping[str, Element], weights: dict[str, int], trail: tuple[str, ...]
) -> int:
    layers = sum(name in element.attributes for name in LAYERS)
    weight = 1 + LAYER * layers + sum(_weight(child, known, weights, trail) for child in element.children)
    for value in element.attributes.values():
        if isinstance(value, Reference) and value.target in known:
            weight += _followed(value.target, known, weights, trail)
    return min(weight, MOST_WORK + 1)


def _followed(
    target: str, known: Mapping[str, Element], weights: dict[str, int], trail: tuple[str, ...]
) -> int:
    if target in trail:
        raise RefusedError(Reason.GOES_ROUND)
    if len(trail) >= MOST_CHAIN:
        raise RefusedError(Reason.TOO_DEEP)
    if target not in weights:
        weights[target] = _weight(known[target], known, weights, (*trail, target))
    return weights[target]


def _all(elements: tuple[Element, ...]) -> Iterator[Element]:
    for element in elements:
        yield element
        yield from _all(element.children)
