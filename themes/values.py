"""The four kinds of value that a slot can hold.

A value is made from parsed parts and written out again from those parts. Text that somebody typed or uploaded
is never copied into a stylesheet, so nothing can be smuggled into one.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from coloraide import Color

from themes import fonts

HEX: Final = re.compile(r"#[0-9a-f]{6}")
LENGTH: Final = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(px|rem)")
PIXELS_PER_REM: Final = 16


@dataclass(frozen=True, slots=True)
class Colour:
    """An opaque sRGB colour."""

    hex: str

    def __post_init__(self) -> None:
        if not HEX.fullmatch(self.hex):
            raise ValueError(f"A colour is written as #rrggbb, not {self.hex!r}.")

    @classmethod
    def of(cls, colour: Color) -> "Colour":
        """Round a computed colour to the nearest one that a screen shows."""
        return cls(colour.convert("srgb").fit(method="oklch-chroma").to_string(hex=True))

    @property
    def color(self) -> Color:
        """Open the colour for computing."""
        return Color(self.hex)

    @property
    def css(self) -> str:
        """Write the colour in as few characters as possible."""
        doubled = all(self.hex[i] == self.hex[i + 1] for i in (1, 3, 5))
        return f"#{self.hex[1]}{self.hex[3]}{self.hex[5]}" if doubled else self.hex


@dataclass(frozen=True, slots=True)
class Length:
    """A size in pixels or in the reader's own font size."""

    amount: float
    unit: Literal["px", "rem"] = "rem"

    @classmethod
    def parse(cls, text: str) -> "Length":
        """Read a length such as `8px` or `1.5rem`.

        :raises ValueError: when the text is anything else.
        """
        found = LENGTH.fullmatch(text)
        if not found:
            raise ValueError(f"A length is a number with px or rem, not {text!r}.")
        return cls(float(found[1]), "px" if found[2] == "px" else "rem")

    @property
    def rem(self) -> float:
        """Express the length in rem."""
        return self.amount / PIXELS_PER_REM if self.unit == "px" else self.amount

    @property
    def css(self) -> str:
        """Write the length; zero needs no unit in a border radius and no clamp accepts it without one."""
        return f"{self.amount:g}{self.unit}"


@dataclass(frozen=True, slots=True)
class Weight:
    """The weight of a font, 100 to 900."""

    amount: int

    def __post_init__(self) -> None:
        if not 100 <= self.amount <= 900:
            raise ValueError(f"A font weight lies between 100 and 900, not at {self.amount}.")

    @property
    def css(self) -> str:
        """Write the weight."""
        return str(self.amount)


@dataclass(frozen=True, slots=True)
class Font:
    """One of the font stacks that we know."""

    key: str

    def __post_init__(self) -> None:
        if self.key not in fonts.STACKS:
            raise ValueError(f"Unknown font {self.key!r}; known are {', '.join(sorted(fonts.STACKS))}.")

    @property
    def css(self) -> str:
        """Write the families, those with a space between quotes."""
        return fonts.css(self.key)


type Value = Colour | Length | Weight | Font
