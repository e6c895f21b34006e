"""Make from a logo what browsers, telephones and social networks ask for."""

import contextlib
import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from themes.images.drawings import Drawing
from themes.images.painting import paint
from themes.images.rasters import Picture
from themes.values import Colour

SMALL: Final = (16, 32)
TOUCH: Final = 180
CARD: Final = (1200, 630)
BAND: Final = 24
MARGIN: Final = 96
LETTERS: Final = 84
FEWEST_LETTERS: Final = 40
MOST_LINES: Final = 3
BOLD: Final = 700


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a card: of the plate, of the words on it, and of the band below."""

    plate: Colour
    words: Colour
    band: Colour


def ico(logo: Drawing | Picture) -> bytes:
    """Make the small icon of a tab, for browsers that take no drawing."""
    largest = max(SMALL)
    return _encoded(_square(logo, largest, margin=0), "ICO", sizes=[(side, side) for side in SMALL])


def touch(logo: Drawing | Picture, plate: Colour) -> bytes:
    """Make the icon of a telephone's home screen: opaque, since telephones paint black behind what is not."""
    icon = Image.new("RGB", (TOUCH, TOUCH), plate.hex)
    square = _square(logo, TOUCH, margin=TOUCH // 8)
    icon.paste(square, mask=square)
    return _encoded(icon, "PNG", optimize=True)


def card(logo: Drawing | Picture, look: Look, words: str, typeface: bytes) -> bytes:
    """Make the picture that goes with a link: logo and name on the colours of the theme.

    :param words: at most three lines of it are shown.
    :param typeface: a font that was made anew.
    """
    made = Image.new("RGB", CARD, look.plate.hex)
    drawn = ImageDraw.Draw(made)
    drawn.rectangle((0, CARD[1] - BAND, *CARD), fill=look.band.hex)
    mark = paint(logo, (CARD[0] // 3, CARD[1] // 2))
    top = (CARD[1] - BAND - mark.height) // 2
    made.paste(mark, (MARGIN if words else (CARD[0] - mark.width) // 2, top), mark)
    left = MARGIN * 3 // 2 + mark.width
    font, lines = _fitted(words, typeface, CARD[0] - left - MARGIN)
    drawn.multiline_text(
        (left, (CARD[1] - BAND) // 2), lines, fill=look.words.hex, font=font, anchor="lm", spacing=12
    )
    return _encoded(made, "PNG", optimize=True)


def _square(logo: Drawing | Picture, side: int, margin: int) -> Image.Image:
    square = Image.new("RGBA", (side, side))
    painted = paint(logo, (side - 2 * margin, side - 2 * margin))
    square.paste(painted, ((side - painted.width) // 2, (side - painted.height) // 2))
    return square


def _fitted(words: str, typeface: bytes, width: int) -> tuple[ImageFont.FreeTypeFont, str]:
    """Find the largest letters with which the words fit; very long ones are cut."""
    for size in range(LETTERS, FEWEST_LETTERS - 1, -4):
        font = _font(typeface, size)
        lines = _lines(words, font, width)
        if len(lines) <= MOST_LINES and all(font.getlength(line) <= width for line in lines):
            return font, "\n".join(lines)
    shown = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        shown[-1] += "…"
    return font, "\n".join(_cut(line, font, width) for line in shown)


def _font(typeface: bytes, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(io.BytesIO(typeface), size, layout_engine=ImageFont.Layout.BASIC)
    with contextlib.suppress(OSError):  # it has but one weight
        font.set_variation_by_axes([BOLD])
    return font


def _lines(words: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while line and font.getlength(line) > width:
        line = f"{line[:-2]}…"
    return line


def _encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()
