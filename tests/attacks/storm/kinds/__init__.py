"""The kinds of attempt, and how often each is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.attacks.storm.scene import Try


@dataclass(frozen=True)
class Kind:
    """One kind of attempt."""

    name: str
    run: Callable[[Try], None]
    weight: int
    attacks: tuple[str, ...] = ()
    login: str = ""
    """The only process that has the rights for it; empty for both."""


def every() -> list[Kind]:
    """List all kinds, in an order that decides what a number draws: add new ones at the end."""
    from . import commands, entering, pages, shared, tasks, threads

    return [kind for module in (pages, shared, entering, tasks, threads, commands) for kind in module.KINDS]
