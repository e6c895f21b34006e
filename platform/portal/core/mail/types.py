"""What a kind of mail is: when it goes to whom, what stands in it, and what may come in its places."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise

DUTCH: Final = "nl"


@dataclass(frozen=True, slots=True)
class Wording:
    """A subject and a body, in the little language of letters."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place for a value in a text."""

    name: str
    help: str | Promise
    example: str | Promise
    read: Callable[[Mapping[str, Any]], object] | None = field(default=None, compare=False)
    """Gets the value out of what a feature gives; without it, what stands there under the name."""
    is_link: bool = False
    is_needed: bool = False
    """Whether a text without it makes no sense."""
    is_deadline: bool = False
    is_long: bool = False
    """Whether it is somebody's own text, of several lines; others are one line of words."""

    def value(self, given: Mapping[str, Any]) -> str:
        """Answer what comes in its place; nothing where a feature gave nothing."""
        found = self.read(given) if self.read else given.get(self.name)
        return "" if found is None else str(found)


@dataclass(frozen=True, slots=True)
class MailKind:
    """A kind of mail that a feature sends. Texts for staff are in Dutch."""

    feature: str
    name: str
    title: str | Promise
    when: str | Promise
    to: str | Promise
    texts: Mapping[str, Wording] = field(compare=False)
    """The product's own, by language; Dutch is always there."""
    placeholders: tuple[Placeholder, ...] = ()
    demands_action: bool = False
    """Whether somebody has to do something: then the text says by when (P-265)."""
    topic: str = ""
    """What a reader may stop hearing of (`topics`); empty for what they need."""

    def __post_init__(self) -> None:
        if self.demands_action and not any(each.is_deadline for each in self.placeholders):
            raise ValueError(f"{self.key} demands action and has no placeholder for a deadline.")
        if self.demands_action and self.topic:
            raise ValueError(f"{self.key} demands action, and nobody may stop it.")

    @property
    def key(self) -> str:
        """Name the kind."""
        return f"{self.feature}.{self.name}"

    @property
    def needed(self) -> tuple[str, ...]:
        """List the placeholders that every body has."""
        return tuple(
            each.name
            for each in self.placeholders
            if each.is_needed or (each.is_deadline and self.demands_action)
        )
