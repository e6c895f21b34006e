"""The icons of the themes that come with the product: for tabs, for a home screen, and the card that goes with a link.

A file is named after what it is made from, so that a page can name it without painting it; it is painted when
somebody asks for it, once per process.
"""

import functools
import hashlib
from dataclasses import dataclass
from typing import Final

from themes import contrast, derive, shipped
from themes.images import drawings, icons
from themes.typefaces import queries as typefaces
from themes.types import PREFIX
from themes.values import Colour

KINDS: Final = frozenset({"icon.ico", "icon.png", "card.png"})
REVISION: Final = "1"
"""Grows when icons are painted otherwise: their names have to change."""


@dataclass(frozen=True, slots=True)
class Icons:
    """Where the icons of a theme are."""

    ico: str
    touch: str
    card: str


def of(key: str) -> Icons | None:
    """Say where the icons of a theme are."""
    source = _sources().get(key)
    if source is None:
        return None
    icon = f"{PREFIX}icon-{source.mark}"
    return Icons(f"{icon}.ico", f"{icon}.png", f"{PREFIX}card-{source.mark}.png")


def by_name(name: str) -> bytes | None:
    """Find a file under `/thema/` by its full name, such as `icon-0123456789ab.png`."""
    kind, _, rest = name.partition("-")
    mark, _, ending = rest.partition(".")
    source = next((each for each in _sources().values() if each.mark == mark), None)
    return _painted(source, f"{kind}.{ending}") if source and f"{kind}.{ending}" in KINDS else None


@dataclass(frozen=True, slots=True)
class _Source:
    drawing: bytes
    plate: Colour
    band: Colour

    @property
    def mark(self) -> str:
        parts = (REVISION.encode(), self.plate.hex.encode(), self.band.hex.encode(), self.drawing)
        return hashlib.sha256(b" ".join(parts)).hexdigest()[:12]


@functools.cache
def _sources() -> dict[str, _Source]:
    return {
        each.key: _Source(each.favicon, contrast.colour(values, "page-bg"), contrast.colour(values, "mark"))
        for each in shipped.definitions()
        for values in (derive.derive(each.brand),)
    }


@functools.cache
def _painted(source: _Source, kind: str) -> bytes:
    logo = drawings.rebuild(source.drawing)
    if kind == "icon.ico":
        return icons.ico(logo)
    if kind == "icon.png":
        return icons.touch(logo, source.plate)
    look = icons.Look(plate=source.plate, words=source.plate, band=source.band)
    return icons.card(logo, look, "", typefaces.shipped()[0].content)
