"""What is kept about a person, as they are shown it and as they take it along (AVG art. 15 and 20)."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise

NAME: Final = re.compile(r"[a-z][a-z_]*")

type Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One kind of data that is kept about people. Texts are for people and in Dutch.

    How long it is kept, and what erasing does to it, says the register of retention.
    """

    feature: str
    name: str
    """What it is called in the file that somebody takes along; it never changes."""
    title: str | Promise
    source: str | Promise
    """Where it comes from: the person, a register, this website."""
    models: tuple[str, ...]
    """`app_label.Model` of the rows that it is made of, the main one first."""
    labels: Mapping[str, str | Promise] = field(compare=False)
    """Of each value of a row, by its name; in this order."""
    read: Callable[[Any], Rows] = field(compare=False)
    """Answers the rows of an account: values for people, and no secrets. What it raises because another system is down
    becomes a gap with a label."""
    keep: Callable[[Any], str | Promise] | None = field(default=None, compare=False)
    """Answers an account how long, where the register of retention tells of others too."""

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or not self.models:
            raise ValueError(f"The holding {self.name}: a name of small letters, and at least one model.")

    @property
    def key(self) -> str:
        """Name it."""
        return self.name
