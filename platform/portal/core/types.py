"""Values that the frame of a page is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Self

from django.utils.translation import get_language

type Current = Literal["section"] | bool


class Spoken(str):
    """A text of people in this municipality, and the language that it is in."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        self = super().__new__(cls, text)
        self.language = language
        return self

    @property
    def other(self) -> str:
        """Name its language where that is not the page's, for a screen reader; else empty."""
        return "" if self.language == get_language() else self.language


@dataclass(frozen=True, slots=True)
class Link:
    """A text and where it leads."""

    label: str
    url: str


class MenuEntry(NamedTuple):
    """A line of the main menu, as the navigation bar of `themes` takes it."""

    label: str
    url: str
    current: Current = False


@dataclass(frozen=True, slots=True)
class Navigation:
    """What the page tree gives to the frame."""

    menu: tuple[MenuEntry, ...] = ()
    named: Mapping[str, Link] = field(default_factory=dict)
    """Pages with a fixed meaning, by name: contact, privacy, accessibility."""
    alternates: Mapping[str, str] = field(default_factory=dict)
    """Path of the page that is shown, by language; empty when it is no page of the tree."""
    edit_url: str = ""
    """Where the page that is shown is edited, for those who may."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language in which the page that is shown can be read."""

    code: str
    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """Where and when the municipality can be reached, in the visitor's language."""

    phone: str
    email: str
    intro: Spoken
    hours: tuple[tuple[str, str], ...]
    hours_lang: str
    """Language of the hours where that is not the page's."""
    address: tuple[str, ...]

    @property
    def can_be_reached(self) -> bool:
        """Tell whether anything is filled in; of a municipality that was just opened nothing is."""
        return bool(self.phone or self.email or self.address)

    @property
    def phone_link(self) -> str:
        """Answer the number as a `tel:` link takes it."""
        return self.phone.replace(" ", "")


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the start page says in the municipality's own words, in the visitor's language."""

    tagline: Spoken
    text: Spoken
    announcement: Spoken
    announcement_level: str


@dataclass(frozen=True, slots=True)
class Account:
    """What the head of a page shows of signing in: who is in, or where to begin."""

    name: str = field(default="", repr=False)
    items: tuple[Link, ...] = ()
    sign_out_url: str = ""
    sign_in_url: str = ""

    @property
    def entries(self) -> list[tuple[str, str, int]]:
        """List the entries as the menu takes them, without numbers."""
        return [(item.label, item.url, 0) for item in self.items]
