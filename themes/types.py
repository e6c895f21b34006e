"""What outsiders get to see of a theme."""

from dataclasses import dataclass
from typing import Final

PREFIX: Final = "/thema/"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file served under `/thema/`, named after its content, with its compressed forms."""

    name: str
    content: bytes
    brotli: bytes
    gzip: bytes

    @property
    def url(self) -> str:
        """Give the path, the same on every host; what is there never changes."""
        return f"{PREFIX}{self.name}"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as an operator chooses it and a page uses it."""

    key: str
    name: str
    description: str
    # Hex colours of a small sample: header, hero, button, mark, footer.
    colours: tuple[str, ...]
    font: str
    heading_font: str
    # The colour of a phone's address bar.
    theme_color: str
    stylesheet: Asset
    logo: Asset
    favicon: Asset
    horizon: Asset | None
    # False for the console's own look, which no municipality chooses.
    choosable: bool
