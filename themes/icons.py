"""The icons of the themes that come with the product: small ones for tabs, one for a telephone's home screen.

A file is named after what it is made from, so that a page can name it without painting it; it is painted when
somebody asks for it, once per process.
"""

import functools
import hashlib
from dataclasses import dataclass
from typing import Final

from themes import contrast, derive, shipped
from themes.images import drawings, icons
from themes.types import PREFIX
from themes.values import Colour

REVISION: Final = "1"
"""Grows when icons are painted otherwise: their names have to change."""


@dataclass(frozen=True, slots=True)
class Icons:
    """Where the icons of a theme are."""

    ico: str
    touch: str


def of(key: str) -> Icons | None:
    """Say where the icons of a theme are."""
    source = _sources().get(key)
    return Icons(f"{PREFIX}icon-{source.mark}.ico", f"{PREFIX}icon-{source.mark}.png") if source else None


def by_name(name: str) -> bytes | None:
    """Find a file under `/thema/` by its full name, such as `icon-0123456789ab.png`."""
    mark, _, kind = name.removeprefix("icon-").partition(".")
    source = next((each for each in _sources().values() if each.mark == mark), None)
    return _painted(source, kind) if source and kind in {"ico", "png"} else None


@dataclass(frozen=True, slots=True)
class _Source:
    drawing: bytes
    plate: Colour

    @property
    def mark(self) -> str:
        parts = (REVISION.encode(), self.plate.hex.encode(), self.drawing)
        return hashlib.sha256(b" ".join(parts)).hexdigest()[:12]


@functools.cache
def _sources() -> dict[str, _Source]:
    return {
        each.key: _Source(each.favicon, contrast.colour(derive.derive(each.brand), "page-bg"))
        for each in shipped.definitions()
    }


@functools.cache
def _painted(source: _Source, kind: str) -> bytes:
    logo = drawings.rebuild(source.drawing)
    return icons.ico(logo) if kind == "ico" else icons.touch(logo, source.plate)
