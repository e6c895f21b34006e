"""Where a copy is kept: keys of which nothing can be read (T34, T35, P5)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from tenants import keys
from tenants.entry import current
from tenants.registers import Copy
from tenants.registers.copied import PERSON, PERSON_ERASED

PURPOSE = "copies"


@dataclass(frozen=True, slots=True)
class Place:
    """The keys of one copy, inside its tenant."""

    copy: Copy
    entry: str
    marks: Mapping[str, str]
    """For each event the key of its mark: an entry that bears another mark is from before the event."""
    person: str
    """Where the key of the person is; empty where the copy is not personal."""

    @property
    def lock(self) -> str:
        """Name the lock of whoever fetches."""
        return f"{self.entry}|lock"


def of(copy: Copy, parts: Mapping[str, str]) -> Place:
    """Answer the place of one copy.

    :raises ValueError: when the parts are not exactly those that were registered.
    :raises DecryptionError: when the tenant's key cannot be read.
    """
    if set(parts) != set(copy.parts) or not all(isinstance(part, str) for part in parts.values()):
        raise ValueError(
            f"The copy {copy.name} has the parts {', '.join(copy.parts) or 'none'}, each a text."
        )
    return Place(
        copy,
        entry=f"{copy.name}|{_hashed('entry', copy.name, parts)}",
        marks={event: mark(event, told, parts) for event, told in copy.purged_by.items()},
        person=mark(PERSON_ERASED, (PERSON,), parts) if copy.is_personal else "",
    )


def mark(event: str, told: tuple[str, ...], parts: Mapping[str, str]) -> str:
    """Name the mark of an event for these parts; copies that are told the same of it share one."""
    return f"mark|{_hashed('mark', event, {name: parts[name] for name in told})}"


def _hashed(sort: str, name: str, parts: Mapping[str, str]) -> str:
    text = json.dumps([sort, name, sorted(parts.items())])
    return keys.hashed(text, tenant=current().uuid, purpose=PURPOSE)
