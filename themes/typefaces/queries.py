"""Answer which open typefaces come with the product, and give their files.

Each is in `library/` as one WOFF2 with its licence beside it; `python -m themes.typefaces.shipping` made it.
"""

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

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


FAMILIES: Final = {"noto-sans": "Noto Sans", "open-sans": "Open Sans", "inter": "Inter", "nunito": "Nunito"}
WEIGHTS: Final = (300, 800)


def shipped() -> tuple[Shipped, ...]:
    """List them."""
    return tuple(_all().values())


def of_family(family: str) -> Shipped | None:
    """Find the one that a theme asks for by name, whatever its capitals."""
    return next((each for each in shipped() if each.family.lower() == family.strip(" \"'").lower()), None)


def by_name(name: str) -> bytes | None:
    """Find a file under `/thema/`."""
    return next((each.content for each in shipped() if each.name == name), None)


@functools.cache
def _all() -> dict[str, Shipped]:
    return {
        key: Shipped(
            key=key,
            family=family,
            weights=WEIGHTS,
            content=(LIBRARY / f"{key}.woff2").read_bytes(),
            licence=(LIBRARY / f"{key}.LICENSE.txt").read_text("utf-8"),
        )
        for key, family in FAMILIES.items()
    }
