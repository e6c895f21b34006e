"""Write a theme as one small stylesheet, named after its content."""

import gzip
import hashlib
from collections.abc import Mapping
from typing import Final

import brotli

from themes import contrast
from themes.slots import SLOTS, Scheme, Values
from themes.typefaces import queries as typefaces
from themes.types import Asset
from themes.values import Font

NAME_LENGTH: Final = 12
MOST_BYTES: Final = 1_700
WRAPPERS: Final = {
    Scheme.LIGHT: ":root{%s}",
    Scheme.DARK: "@media (prefers-color-scheme:dark){:root{%s}}",
}


class UnreadableThemeError(ValueError):
    """Refuse a theme in which a blocking contrast pair fails."""


def css(schemes: Mapping[Scheme, Values]) -> str:
    """Write the slots of each scheme in a fixed order.

    :raises UnreadableThemeError: when something would not stand out.
    """
    found = typeface(schemes[Scheme.LIGHT])
    faces = f"{found.face}{found.fallback_face}" if found else ""
    return faces + "".join(WRAPPERS[scheme] % _declarations(values) for scheme, values in schemes.items())


def typeface(values: Values) -> typefaces.Shipped | None:
    """Answer the one typeface that a theme loads: that of its text, or else that of its headings."""
    fonts = (values["font"], values["h-font"])
    found = (typefaces.of_key(font.key) for font in fonts if isinstance(font, Font))
    return next((each for each in found if each), None)


def stylesheet(values: Values) -> Asset:
    """Emit a theme."""
    return asset(css({Scheme.LIGHT: values}).encode(), "{}.css")


def asset(content: bytes, name: str) -> Asset:
    """Name content after itself, and compress it once for all."""
    return Asset(
        name=name.format(digest(content)),
        content=content,
        brotli=brotli.compress(content),
        gzip=gzip.compress(content, 9, mtime=0),
    )


def digest(content: bytes) -> str:
    """Name content by the first twelve digits of its SHA-256."""
    return hashlib.sha256(content).hexdigest()[:NAME_LENGTH]


def _declarations(values: Values) -> str:
    if failed := contrast.check(values):
        raise UnreadableThemeError("; ".join(str(failure) for failure in failed))
    return ";".join(f"--p-{name}:{values[name].css}" for name in SLOTS)
