"""Colours by lightness, chroma and hue in Oklab, the way a repair moves them.

Steps of equal size look equally large, and hue stays what it was. Written out here because a repair tries
hundreds of lightnesses: the numbers are those of CSS Color 4, appendix "Sample code for Color Conversions".
"""

import math
from dataclasses import dataclass
from typing import Final

from themes.values import Colour

LINEAR: Final = tuple(
    step / 255 / 12.92 if step / 255 <= 0.04045 else ((step / 255 + 0.055) / 1.055) ** 2.4
    for step in range(256)
)
"""The light that each of the 256 steps of a channel gives."""
HALVINGS: Final = 14
ROUNDING: Final = 1e-6

type Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Polar:
    """A colour in OKLCH; lightness between 0 and 1, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def channels(colour: Colour) -> tuple[int, int, int]:
    """Take a colour apart into red, green and blue, 0 to 255."""
    return int(colour.hex[1:3], 16), int(colour.hex[3:5], 16), int(colour.hex[5:7], 16)


def luminance(colour: Colour) -> float:
    """Compute the relative luminance of WCAG 2.2, between 0 and 1."""
    red, green, blue = channels(colour)
    return 0.2126 * LINEAR[red] + 0.7152 * LINEAR[green] + 0.0722 * LINEAR[blue]


def polar(colour: Colour) -> Polar:
    """Express a colour in lightness, chroma and hue."""
    red, green, blue = (LINEAR[step] for step in channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return Polar(lightness, math.hypot(a, b), math.atan2(b, a))


def colour(wanted: Polar) -> Colour:
    """Give the colour of this lightness and hue; where a screen cannot show that much chroma, with the most it can."""
    light = _linear(wanted, wanted.chroma)
    if not _shown(light):
        least, most = 0.0, wanted.chroma
        for _ in range(HALVINGS):
            middle = (least + most) / 2
            least, most = (middle, most) if _shown(_linear(wanted, middle)) else (least, middle)
        light = _linear(wanted, least)
    return Colour("#{:02x}{:02x}{:02x}".format(*(_step(part) for part in light)))


def _linear(wanted: Polar, chroma: float) -> Triple:
    a, b = chroma * math.cos(wanted.hue), chroma * math.sin(wanted.hue)
    long = (wanted.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (wanted.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (wanted.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shown(light: Triple) -> bool:
    return all(-ROUNDING <= part <= 1 + ROUNDING for part in light)


def _step(light: float) -> int:
    bounded = min(max(light, 0.0), 1.0)
    encoded = bounded * 12.92 if bounded <= 0.0031308 else 1.055 * bounded ** (1 / 2.4) - 0.055
    return round(encoded * 255)
