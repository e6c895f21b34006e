"""Answer which open typefaces come with the product, and give their files.

Each is in `library/` as one WOFF2 with its licence beside it; `python -m themes.typefaces.shipping` made it.
"""

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from themes.typefaces.measuring import Fallback
from themes.types import PREFIX

LIBRARY: Final = Path(__file__).parent / "library"


@dataclass(frozen=True, slots=True)
class Shipped:
    """An open typeface that comes with the product."""

    key: str
    family: str
    weights: tuple[int, int]
    content: bytes
    licence: str
    """The whole licence, with whose work it is."""

    @property
    def name(self) -> str:
        """Name the file after its content."""
        return f"font-{hashlib.sha256(self.content).hexdigest()[:12]}.woff2"

    @property
    def url(self) -> str:
        """Give the path, the same on every host."""
        return f"{PREFIX}{self.name}"

    @property
    def face(self) -> str:
        """Write the rule with which a stylesheet takes it in use."""
        least, most = self.weights
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{least} {most};font-display:swap;'
            f'src:url({self.url})format("woff2")}}'
        )

    @property
    def fallback_face(self) -> str:
        """Write the rule that draws Arial as large as it, until it is there; empty where that was not measured."""
        found = FALLBACKS.get(self.key)
        local = 'local(Arial),local("Liberation Sans")'
        return f"@font-face{{font-family:{FALLBACK};src:{local};{found.css}}}" if found else ""


FAMILIES: Final = {"noto-sans": "Noto Sans", "open-sans": "Open Sans", "inter": "Inter", "nunito": "Nunito"}
WEIGHTS: Final = (300, 800)
FALLBACK: Final = "fallback"
FALLBACKS: Final = {
    "noto-sans": Fallback(size=106.5, ascent=100.4, descent=27.5),
    "open-sans": Fallback(size=105.3, ascent=101.5, descent=27.8),
    "inter": Fallback(size=107.0, ascent=90.6, descent=22.5),
    "nunito": Fallback(size=99.2, ascent=101.9, descent=35.6),
}
"""As `measuring.measured` finds them; written down, so that no process takes the fonts apart."""
READING: Final = "leesletter"
READING_FAMILY: Final = "Leesletter"
"""OpenDyslexic, cut down; that name is reserved for the whole of it."""


def shipped() -> tuple[Shipped, ...]:
    """List them."""
    return tuple(_all().values())


def of_key(key: str) -> Shipped | None:
    """Find one by its key, which is also that of the font of a theme."""
    return _all().get(key)


def of_family(family: str) -> Shipped | None:
    """Find the one that a theme asks for by name, whatever its capitals."""
    return next((each for each in shipped() if each.family.lower() == family.strip(" \"'").lower()), None)


def reading() -> Shipped:
    """Give the typeface for people with dyslexia: no theme asks for it, a visitor does (P-246)."""
    return _read(READING, READING_FAMILY, (400, 400))


def by_name(name: str) -> bytes | None:
    """Find a file under `/thema/`."""
    return next((each.content for each in (*shipped(), reading()) if each.name == name), None)


@functools.cache
def _all() -> dict[str, Shipped]:
    return {key: _read(key, family, WEIGHTS) for key, family in FAMILIES.items()}


@functools.cache
def _read(key: str, family: str, weights: tuple[int, int]) -> Shipped:
    return Shipped(
        key=key,
        family=family,
        weights=weights,
        content=(LIBRARY / f"{key}.woff2").read_bytes(),
        licence=(LIBRARY / f"{key}.LICENSE.txt").read_text("utf-8"),
    )
