"""The contrast that WCAG 2.2 AA asks of a theme, as pairs of slots.

Text needs 4.5 : 1 (criterion 1.4.3), the edges of controls, focus rings and markers 3 : 1 (1.4.11). A theme
with a failing blocking pair is never published.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from themes import oklch
from themes.slots import Values
from themes.values import Colour

TEXT: Final = 4.5
EDGE: Final = 3.0
FLARE: Final = 0.05
"""Light that a screen reflects, which WCAG adds to both luminances."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A slot, or the better of two, that must stand out from each of the grounds."""

    front: tuple[str, ...]
    grounds: tuple[str, ...]
    ratio: float
    criterion: str
    blocking: bool = True

    @property
    def moves(self) -> str:
        """Name the slot that a repair may change: of a button's ground and border, the border."""
        return self.front[-1]


@dataclass(frozen=True, slots=True)
class Failure:
    """A pair that does not reach its ratio, on the ground where it is worst."""

    pair: Pair
    ground: str
    measured: float

    def __str__(self) -> str:
        front, needed = "/".join(self.pair.front), f"{self.pair.ratio:g} ({self.pair.criterion})"
        return f"{front} on {self.ground}: {self.measured:.2f}, needs {needed}"


def _text(front: str, *grounds: str) -> Pair:
    return Pair((front,), grounds, TEXT, "1.4.3")


def _edge(front: str | tuple[str, ...], *grounds: str) -> Pair:
    return Pair((front,) if isinstance(front, str) else front, grounds, EDGE, "1.4.11")


_PAPER: Final = ("page-bg", "surface", "card-bg")
_MOODS: Final = ("info", "ok", "warn", "err")
# Grounds come before what stands on them, so that repairing in this order never undoes a repair.
PAIRS: Final[tuple[Pair, ...]] = (
    *(_text(front, *_PAPER) for front in ("fg", "fg-muted", "h-fg", "link", "link-hover")),
    *(_edge(front, "page-bg") for front in ("step-done-bg", "step-now-bg")),
    *(
        _text(f"{part}-fg", f"{part}-bg")
        for part in (
            "btn",
            "btn-hover",
            "btn2",
            "btn2-hover",
            "input",
            "focus",
            "header",
            "nav",
            "hero",
            "footer",
        )
    ),
    *(_text(f"{part}-fg", f"{part}-bg") for part in ("th", "accent", "step-done", "step-now", *_MOODS)),
    _text("error-fg", *_PAPER),
    # The search field's button and its hint stand on the field itself.
    _text("link", *_PAPER, "input-bg"),
    _text("fg-muted", *_PAPER, "input-bg"),
    _edge(("btn-bg", "btn-border"), *_PAPER),
    _edge(("btn2-bg", "btn2-border"), *_PAPER),
    _edge("input-border", *_PAPER, "input-bg"),
    _edge("invalid", *_PAPER, "input-bg"),
    _edge("focus", *_PAPER, "input-bg"),
    # Text and icon carry the meaning of an alert; its border is only advised to stand out.
    *(Pair((f"{mood}-border",), ("page-bg",), EDGE, "1.4.11", blocking=False) for mood in _MOODS),
)


def ratio(one: Colour, other: Colour) -> float:
    """Compute the contrast of two colours after WCAG 2.2, between 1 and 21."""
    darker, lighter = sorted((oklch.luminance(one), oklch.luminance(other)))
    return (lighter + FLARE) / (darker + FLARE)


def worst(values: Values, pair: Pair) -> tuple[str, float]:
    """Find the ground on which the pair stands out least, and by how much."""
    fronts = [colour(values, name) for name in pair.front]
    # A button is seen when its ground or its border stands out.
    measured = {g: max(ratio(front, colour(values, g)) for front in fronts) for g in pair.grounds}
    ground = min(measured, key=measured.__getitem__)
    return ground, measured[ground]


def colour(values: Values, name: str) -> Colour:
    """Take a colour out of a theme's values.

    :raises TypeError: when the slot holds something else.
    """
    value = values[name]
    if not isinstance(value, Colour):
        raise TypeError(f"The slot {name!r} holds no colour.")
    return value


def failures(values: Values, pairs: Iterable[Pair] = PAIRS) -> Iterator[Failure]:
    """Yield the pairs that do not reach their ratio, advisory ones too."""
    for pair in pairs:
        ground, measured = worst(values, pair)
        if measured < pair.ratio:
            yield Failure(pair, ground, measured)


def check(values: Values) -> tuple[Failure, ...]:
    """List the failures that forbid publication."""
    return tuple(failure for failure in failures(values) if failure.pair.blocking)
