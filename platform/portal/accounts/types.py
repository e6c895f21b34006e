"""Who asks, and whose it is: what everything asks that shows or changes something personal (M-11)."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from integrations.identities import Basis, Level, Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class Acting:
    """For somebody else, or for a company: on what ground, for which services, and until when."""

    mandate: uuid.UUID
    basis: Basis
    services: tuple[str, ...] = ()
    through: tuple[Subject, ...] = ()
    ends_at: datetime | None = None
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Whose:
    """Who sits at the keyboard, whose data it is about, and how sure that is, in one request.

    `subject` is whose cases, questions and registrations are shown; None for who signed in without a number.
    """

    user: uuid.UUID
    sign_in: uuid.UUID
    door: str
    level: Level
    self: Subject | None
    """Who it is; None for who has an e-mail address and a password only."""
    subject: Subject | None
    acting: Acting | None = None
    branch: str = field(default="", repr=False)
    """Within which branch of the company; empty for all of it."""
    must_choose_branch: bool = False
    """Until they have chosen, nothing of the company is theirs to see."""

    @property
    def is_representing(self) -> bool:
        """Tell whether it is about somebody else than who signed in."""
        return self.acting is not None

    @property
    def bsn(self) -> str:
        """Answer the BSN of whom it is about; empty where it is no person with one."""
        return self._number(SubjectKind.BSN)

    @property
    def kvk(self) -> str:
        """Answer the number in the Handelsregister of whom it is about; empty where it has none."""
        return self._number(SubjectKind.KVK)

    @property
    def rsin(self) -> str:
        """Answer the RSIN of whom it is about; empty where it has none."""
        return self._number(SubjectKind.RSIN)

    def may(self, service: str) -> bool:
        """Tell whether the mandate covers a service; who acts for themselves may everything."""
        return self.acting is None or not self.acting.services or service in self.acting.services

    def _number(self, kind: SubjectKind) -> str:
        if self.subject is None or self.must_choose_branch:
            return ""
        return self.subject.value if self.subject.kind is kind else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of the switcher: oneself, or one mandate."""

    mandate: uuid.UUID | None
    name: str = field(repr=False)
    """Empty where nobody has told it."""
    is_current: bool = False
    basis: Basis | None = None
    """None for oneself."""
    ends_at: datetime | None = None
