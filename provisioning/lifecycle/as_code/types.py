"""The values in which files of configuration are read, judged and compared."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.types import OpeningPlan
from tenants.configuration import canonical

VERSION: Final = 1
IDENTITY: Final = "municipality"
"""The section that says whose file it is."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and on which line."""

    told: Mapping[str, Any]
    lines: Mapping[str, int]
    """By place, such as `connections.2.address`."""

    def line(self, place: str) -> int:
        """Answer the line of a place, or of what it stands in."""
        while place and place not in self.lines:
            place = place.rpartition(".")[0]
        return self.lines.get(place, 1)

    @property
    def digest(self) -> str:
        """Tell files apart; comments and order of names make no difference."""
        return hashlib.sha256(canonical.dump(self.told).encode()).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """Why a file is refused, where."""

    line: int
    place: str
    text: str

    @property
    def where(self) -> str:
        """Name the line and the place."""
        named = f" ({self.place[:80]})" if self.place else ""
        return _("Regel %d") % self.line + named


class FileError(RefusedError):
    """Raised when a file may not be: says why at each line."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(sorted(set(refusals)))
        reasons: dict[str, list[str]] = {}
        for refusal in self.refusals:
            reasons.setdefault(refusal.where, []).append(refusal.text)
        super().__init__(reasons)


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """What would become of one section."""

    key: str
    title: str
    lines: tuple[str, ...]
    """What would change, for people."""
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """What the file does not name: it stays, and would go with `--remove`."""
    notes: tuple[str, ...] = ()
    """What the file says and no file can bring about."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would change."""

    sections: tuple[SectionPlan, ...]
    told: Mapping[str, Any] = field(repr=False)
    """By section, secrets sealed."""
    remove: tuple[str, ...] = ()
    release: int | None = None
    """The release that says how the inside is, where nobody could look; None: it was looked at."""
    opens: OpeningPlan | None = None
    """The municipality that has to be opened first."""

    @property
    def changes(self) -> bool:
        """Tell whether there is something to do."""
        return self.opens is not None or any(section.lines for section in self.sections)

    @property
    def digest(self) -> str:
        """Tell plans apart: what somebody agreed to is what is asked for."""
        shown = [[each.key, *each.lines, *each.removed] for each in self.sections]
        return hashlib.sha256(canonical.dump([shown, list(self.remove)]).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Drift:
    """How a municipality differs from the file that was applied to it last."""

    sections: tuple[SectionPlan, ...]
    """Only those that differ; their lines go from the file to what is so."""
    digest: str
    release: int | None
