"""What is written down of a component."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

type Context = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Example:
    """A component in one of its states, with the sample content that it is shown with."""

    state: Promise
    context: Context


@dataclass(frozen=True, slots=True)
class Component:
    """A component: the template of this name, what it is for, its states, and what to do and not to do."""

    name: str
    title: Promise
    purpose: Promise
    examples: tuple[Example, ...]
    do: Promise
    avoid: Promise
    parts: tuple[str, ...] = ()
    """Templates that only this one uses, shown with it."""
    is_item: bool = False
    """Whether it stands in a list of cards."""


@dataclass(frozen=True, slots=True)
class Group:
    """Components that belong together on the page."""

    key: str
    title: Promise
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An example as the page shows it: rendered, and as the markup that this is."""

    state: str
    html: SafeString
    markup: str = field(repr=False)


def given(**context: Any) -> Context:
    """Give the same sample content each time."""
    return lambda: context
