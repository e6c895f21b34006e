"""A token as a file writes it, before references are followed."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A name with a value in CSS words; what it refers to stands there as `var(--name)`."""

    name: str
    text: str
    # As the file writes it, for the report.
    path: str
    file: str


type Tokens = Mapping[str, Token]
