"""Values of the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

ACTION = "[CTABUTTON]"
"""Where in a content its editor wants the button with which a request starts (requirement P-111)."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and the language that it is in."""

    value: str
    language: str

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def other(self) -> str:
        """Name the language of the text if it is not that of the page."""
        active = (get_language() or self.language)[:2]
        return "" if active == self.language else self.language

    @property
    def lang(self) -> SafeString:
        """Make the attribute that tells a screen reader so, or nothing."""
        return _attribute(self.language)


def _attribute(language: str) -> SafeString:
    active = (get_language() or language)[:2]
    return SafeString() if active == language else format_html(' lang="{}"', language)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the menu of a page leads to."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """Markdown as HTML: in parts, with the button of the action between them."""

    parts: Sequence[str]
    headings: Sequence[Heading] = ()
    version: int = 0
    language: str = "nl"

    def __bool__(self) -> bool:
        return any(part.strip() for part in self.parts)

    @property
    def lang(self) -> SafeString:
        """Make the attribute that tells a screen reader that it is in another language than the page."""
        return _attribute(self.language)

    def in_language(self, language: str) -> Self:
        """Say which language it is in."""
        return replace(self, language=language)

    def to_json(self) -> dict[str, Any]:
        """Make what the database keeps."""
        headings = [[heading.anchor, heading.title] for heading in self.headings]
        return {"version": self.version, "parts": list(self.parts), "headings": headings}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], language: str) -> Self:
        """Read what the database kept."""
        headings = [Heading(anchor, title) for anchor, title in kept["headings"]]
        return cls(kept["parts"], headings, kept["version"], language)


@dataclass(frozen=True, slots=True)
class MenuCategory:
    """A subject, for menus and cards."""

    name: Text
    summary: Text
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class ProductLink:
    """A product, for lists."""

    name: Text
    summary: Text
    url: str


@dataclass(frozen=True, slots=True)
class Action:
    """The button with which a request starts."""

    label: Text
    url: str
    is_external: bool
