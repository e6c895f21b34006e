"""What is said about a house style, and what others are told of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from themes.images.drawings import Drawing
from themes.images.rasters import Picture
from themes.intake import Intake
from themes.licences import Statement

BETWEEN = "--"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a revision comes from: an upload, or two colours, a font and a rounding; and what was set by hand."""

    content: bytes = b""
    file: str = ""
    choice: str = ""
    brand: Mapping[str, str] = field(default_factory=dict)
    """The arguments of `intake.from_brand` but `given`."""
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo that was made anew, and by which right it is used."""

    picture: Drawing | Picture
    statement: Statement


@dataclass(frozen=True, slots=True)
class Draft:
    """A revision before it is kept."""

    origin: Origin
    taken: Intake
    """What `making.take` made of the origin; it has a theme."""
    statement: Statement | None = None
    """Needed for an upload."""
    logo: Logo | None = None
    """None keeps the one of the revision before."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """What a new house style is called, and who may have it."""

    name: str
    description: str = ""
    owner: uuid.UUID | None = None
