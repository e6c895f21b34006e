"""Read the themes that come with the product: one TOML file each, with its drawings beside it.

The three fictional municipalities, a neutral theme for a municipality that has just been opened, and the look
of the console.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from themes import derive, slots
from themes.values import Colour, Font, Length, Weight

LIBRARY: Final = Path(__file__).parent / "library"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a file in the library says."""

    key: str
    name: str
    description: str
    choosable: bool
    brand: derive.Brand
    logo: bytes
    favicon: bytes
    horizon: bytes | None


def definitions() -> tuple[Definition, ...]:
    """Read the library, in the order of the keys."""
    return tuple(_read(path) for path in sorted(LIBRARY.glob("*.toml")))


def _read(path: Path) -> Definition:
    data = tomllib.loads(path.read_text("utf-8"))
    logo = _drawing(path, "logo")
    return Definition(
        key=path.stem,
        name=data["name"],
        description=data["description"],
        choosable=data.get("choosable", True),
        brand=_brand(data["brand"], data.get("slots", {})),
        logo=logo or b"",
        # On the white of a browser's tab a logo made for a dark header may be lost.
        favicon=_drawing(path, "favicon") or logo or b"",
        horizon=_drawing(path, "horizon"),
    )


def _drawing(path: Path, part: str) -> bytes | None:
    drawing = path.with_name(f"{path.stem}-{part}.svg")
    return drawing.read_bytes().strip() if drawing.exists() else None


def _brand(data: Mapping[str, Any], overrides: Mapping[str, Any]) -> derive.Brand:
    return derive.Brand(
        primary=Colour(data["primary"]),
        accent=Colour(data["accent"]),
        font=Font(data["font"]),
        heading_font=Font(data["heading-font"]) if "heading-font" in data else None,
        heading_weight=Weight(data.get("heading-weight", 700)),
        radius=Length.parse(data["radius"]),
        overrides={name: slots.parse(name, value) for name, value in overrides.items()},
    )
