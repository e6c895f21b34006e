"""Copies of what other systems know (requirements M-07, M-19).

Those systems are asked; what is copied from them stands here, or it is not kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

NAME: Final = re.compile(r"[a-z_]+(\.[a-z_]+)+")
PERSON: Final = "person"
"""The part of a key that says whose a personal copy is: the key of the account, in all copies alike."""
PERSON_ERASED: Final = "person.erased"
"""The event that makes every personal copy of that person unreadable, for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy that is kept: a named cache, or rows in a table. Texts are for people and in Dutch.

    The tenant is part of every key and is not named; neither is it possible to leave it out.
    """

    feature: str
    name: str
    """As `room.what`."""
    title: str
    """What it is a copy of."""
    source: str
    """Which kind of system it comes from."""
    purpose: str
    parts: tuple[str, ...] = ()
    """What tells one copy from another; each is hashed under the tenant's key."""
    soft: timedelta
    """Until then it counts as the answer."""
    hard: timedelta
    """Until then it is still shown, with its age, while a newer one is fetched."""
    last_good: timedelta | None = None
    """Until then it is shown, with its age, when the source gives no answer; None: never."""
    purged_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Events after which it is no longer found, each with the parts that it tells."""
    personal_data: tuple[str, ...] = ()
    """What of a person is in it. Then it is encrypted, and erased with the person."""
    legal_basis: str = ""
    value: Any = Any
    """The type that a stored value is read as (`integrations.values`)."""
    largest: int = 200_000
    """Characters; what is larger is not kept."""
    model: str = ""
    """`app_label.Model`, when it is rows in a table; empty when it is in the cache."""

    def __post_init__(self) -> None:
        for wrong, is_so in self._faults().items():
            if is_so:
                raise ValueError(f"The copy {self.name}: {wrong}.")

    def _faults(self) -> dict[str, bool]:
        told = {part for parts in self.purged_by.values() for part in parts}
        return {
            "its name is not like room.what": not NAME.fullmatch(self.name),
            "soft <= hard <= last_good does not hold": not timedelta()
            < self.soft
            <= self.hard
            <= self.longest,
            "an event tells a part that its key has not": not told <= set(self.parts),
            "what is personal says whose it is, and nothing else does": self.is_personal
            != (PERSON in self.parts),
            "what is personal needs a legal basis": self.is_personal and not self.legal_basis,
        }

    @property
    def key(self) -> str:
        """Name the copy."""
        return self.name

    @property
    def is_personal(self) -> bool:
        """Tell whether it is about a person, and so encrypted."""
        return bool(self.personal_data)

    @property
    def longest(self) -> timedelta:
        """Answer the age past which nothing is found."""
        return self.last_good or self.hard
