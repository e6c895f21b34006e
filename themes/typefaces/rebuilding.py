"""Make a font anew: the letters that are needed, the tables that draw them, and nothing that runs or is not used.

The file is read by fontTools and written by it: no table is copied that is not in `TABLES`, hints (which are programs)
are dropped, and of the names only who made it and under which licence.
"""

import io
from dataclasses import dataclass
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from themes.typefaces import containers
from themes.typefaces.refusals import Reason, RefusedError

MOST_BYTES: Final = 40_000
LATIN: Final = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x100)])
MARKS: Final = frozenset(
    [0x152, 0x153, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022]
)
OTHERS: Final = frozenset([0x2026, 0x20AC, 0x2122, 0x2212, 0x132, 0x133, 0x178])
EXTENDED: Final = frozenset(range(0x100, 0x180))
NEEDED: Final = frozenset(map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;-()?!"))
NAMES: Final = {0: "copyright", 1: "family", 13: "licence", 14: "licence_url"}
_FRAME: Final = frozenset({"head", "hhea", "hmtx", "maxp", "name", "OS/2", "cmap", "post", "glyf", "loca"})
_OUTLINES: Final = frozenset({"CFF", "CFF2", "GDEF", "GPOS", "GSUB", "kern"})
_VARIATION: Final = frozenset({"fvar", "gvar", "avar", "STAT", "HVAR", "MVAR"})
TABLES: Final = _FRAME | _OUTLINES | _VARIATION
OPEN: Final = ("open font license", "openfontlicense", "scripts.sil.org/ofl", "apache license")
MOST_LETTERS: Final = 300


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font that was made anew."""

    content: bytes
    family: str
    weights: tuple[int, int]
    copyright: str
    licence: str
    is_open: bool
    """Whether the file itself says that it is under an open licence; a statement is asked for all the same."""


def rebuild(data: bytes) -> Typeface:
    """Make a font anew.

    :raises RefusedError: when it cannot be read, misses letters, or stays too large.
    """
    containers.judge(data)
    for letters in (LATIN | MARKS | OTHERS | EXTENDED, LATIN | MARKS | OTHERS):
        made = _made(data, letters)
        if len(made.content) <= MOST_BYTES:
            return made
    raise RefusedError(Reason.STILL_TOO_LARGE)


def _made(data: bytes, letters: frozenset[int]) -> Typeface:
    try:
        font = TTFont(io.BytesIO(data), recalcTimestamp=False)
        _strip(font)  # before anything of them is read
        known = set(font.getBestCmap() or ())
        if not known >= NEEDED:
            raise RefusedError(Reason.NO_LETTERS)
        font = _one_axis(font)
        _cut(font, letters & known)
        return _described(font)
    except RefusedError:
        raise
    except Exception:  # whoever reads binary data of others fails in every way there is
        raise RefusedError(Reason.NOT_READABLE) from None


def _one_axis(font: TTFont) -> TTFont:
    """Keep the weight variable, and pin whatever else a font can vary."""
    if "fvar" not in font:
        return font
    axes = {axis.axisTag: axis for axis in font["fvar"].axes}
    limits: dict[str, Any] = {tag: None for tag in axes if tag != "wght"}
    if "wght" in axes:
        limits["wght"] = (max(axes["wght"].minValue, 300), min(axes["wght"].maxValue, 800))
    varied = instancer.instantiateVariableFont(font, limits, inplace=True)
    if "gvar" in varied:
        # A glyph without anything to vary may be left out of the table; the cutter wants it there.
        for glyph in varied.getGlyphOrder():
            varied["gvar"].variations.setdefault(glyph, [])
    return varied


def _cut(font: TTFont, letters: set[int] | frozenset[int]) -> None:
    options = subset.Options(hinting=False, notdef_outline=True, recalc_timestamp=False, name_IDs=list(NAMES))
    options.drop_tables = []
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    _strip(font)


def _strip(font: TTFont) -> None:
    """Take out every table that is not known."""
    for tag in set(font.keys()) - {"GlyphOrder"}:
        if tag.strip() not in TABLES:
            del font[tag]


def _described(font: TTFont) -> Typeface:
    said = {name: _said(font, number) for number, name in NAMES.items()}
    font["name"].names = []
    for number, name in NAMES.items():
        if said[name]:
            font["name"].setName(said[name], number, 3, 1, 0x409)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written, reorderTables=True)
    licence = said["licence"] or said["licence_url"]
    told = f"{said['licence']} {said['licence_url']}".lower()
    return Typeface(
        content=written.getvalue(),
        family=said["family"],
        weights=_weights(font),
        copyright=said["copyright"],
        licence=licence,
        is_open=any(words in told for words in OPEN),
    )


def _said(font: TTFont, number: int) -> str:
    """Read a name, as plain letters without end of line or anything that is not to be seen."""
    text = font["name"].getDebugName(number) or ""
    return "".join(letter for letter in text if letter.isprintable())[:MOST_LETTERS].strip()


def _weights(font: TTFont) -> tuple[int, int]:
    for axis in font["fvar"].axes if "fvar" in font else ():
        if axis.axisTag == "wght":
            return round(axis.minValue), round(axis.maxValue)
    weight = min(max(int(font["OS/2"].usWeightClass), 100), 900)
    return weight, weight
