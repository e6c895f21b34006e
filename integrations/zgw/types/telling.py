"""What the municipality itself sees of a case of which there is news: it decides with it whom to tell what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from .addresses import uuid_in
from .cases import Case, Status
from .documents import Document
from .parties import Role


@dataclass(frozen=True, slots=True)
class CaseNews:
    """A case with all who have a part in it. Nobody is shown this: what somebody may see `queries.cases` answers."""

    case: Case
    roles: tuple[Role, ...] = field(default=(), repr=False)
    """Companies bear their KvK number as such, wherever the system writes it."""
    statuses: tuple[Status, ...] = ()
    """The oldest first."""
    by_rsin: bool = False
    """Whether the system knows companies by their RSIN: then who is of one sees its cases by that number."""
    documents: Mapping[str, Document | None] = field(default_factory=dict)
    """By the address of the link that was asked for; None where either is not there, or is another case's."""

    def status(self, url: str) -> Status | None:
        """Answer one of its statuses, whatever the host that a message names it by."""
        key = uuid_in(url)
        return next((one for one in self.statuses if key and uuid_in(one.url) == key), None)


@dataclass(frozen=True, slots=True)
class Numbered:
    """Which case a number is of."""

    uuid: UUID
    url: str
    number: str
    type: str
    """URL of the version of its type."""
