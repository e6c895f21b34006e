"""What a drawing consists of once it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from themes.images.values import Value


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a drawing."""

    tag: str
    attributes: Mapping[str, Value]
    children: tuple["Element", ...] = ()
    name: str = ""
