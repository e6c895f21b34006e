"""What identity providers say of who signs in, in our words, whichever protocol they speak (M-11).

SAML (`digid_eherkenning`) and OpenID Connect (`oidc`) both answer an `Asserted`. Everything that tells who somebody
is has `field(repr=False)`: no log line and no error report shows it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum

from .errors import Reason


class Level(IntEnum):
    """How sure a provider is of who it is: one scale for DigiD, eHerkenning and eIDAS, so that levels compare.

    eHerkenning's EH2 and EH2+ are `BASIS` and `MIDDEN`; EH3 and eIDAS substantial are `SUBSTANTIEEL`.
    """

    NONE = 0
    BASIS = 10
    MIDDEN = 20
    SUBSTANTIEEL = 30
    HOOG = 40


class SubjectKind(StrEnum):
    """What identifies somebody."""

    BSN = "bsn"
    KVK = "kvk"
    RSIN = "rsin"
    PSEUDONYM = "pseudonym"
    """What a provider calls somebody, and means nothing elsewhere: eIDAS, an employee, a colleague."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or an organisation, by the number that identifies it."""

    kind: SubjectKind
    value: str = field(repr=False)
    issuer: str = ""
    """Who gave the number, for a pseudonym: it is unique only there."""


class Basis(StrEnum):
    """On what ground somebody acts for another."""

    EMPLOYMENT = "employment"
    """For the company that they work for (eHerkenning)."""
    AUTHORISATION = "authorisation"
    """DigiD Machtigen: of their own choice."""
    CURATELE = "curatele"
    BEWIND = "bewind"
    CHAIN = "chain"
    """An intermediary that was authorised by whom it is for (ketenmachtiging)."""


@dataclass(frozen=True, slots=True)
class Representation:
    """For whom somebody may act, on what ground, for what, and until when; it never gets wider than was asserted."""

    represented: Subject
    basis: Basis
    services: tuple[str, ...] = ()
    """Names of the services that it is for; empty where the provider limits it to nothing but this one."""
    through: tuple[Subject, ...] = ()
    """Who stands in between, from the one who signs in to the one represented."""
    ends_at: datetime | None = None
    branch: str = field(default="", repr=False)
    """The one branch (vestigingsnummer) of a company that they may act for; empty for the whole company."""
    name: str = field(default="", repr=False)
    """What the represented is called, where the provider says so."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a provider says of somebody besides their number; all of it may be missing."""

    given_name: str = field(default="", repr=False)
    family_name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    has_verified_email: bool = False
    born_on: date | None = field(default=None, repr=False)
    groups: tuple[str, ...] = ()
    """Of a colleague: which the provider put them in."""


@dataclass(frozen=True, slots=True)
class LogoutHandle:
    """What ending the session at the provider takes; kept encrypted, and never shown."""

    name_id: str = field(default="", repr=False)
    session_index: str = field(default="", repr=False)
    id_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Asserted:
    """That a provider has said who is there: checked, for this municipality, for this request, just now."""

    issuer: str
    acting: Subject
    """Who sits at the keyboard."""
    level: Level
    authenticated_at: datetime
    representation: Representation | None = None
    """For whom, where that is somebody else."""
    profile: Profile = Profile()
    logout: LogoutHandle = LogoutHandle()
    has_second_factor: bool = False
    """Whether the provider says that a second factor was shown in this very sign-in (attack I23)."""


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser goes to sign in (or out): an address, or a form that is to be posted there."""

    url: str
    fields: tuple[tuple[str, str], ...] = ()
    """Names and values of the form; empty where following the address is enough."""


class RefusalReason(StrEnum):
    """Why there is no sign-in, as far as the person can do something with it."""

    CANCELLED = "cancelled"
    """They stopped it themselves."""
    FAILED = "failed"
    """The provider could not make sure who they are."""
    LEVEL = "level"
    """Sure, but less sure than this municipality asks."""
    EXPIRED = "expired"
    """The answer came too late, or the clock here or there is wrong (fault F49)."""
    UNAVAILABLE = "unavailable"
    """The provider did not answer (fault F21)."""
    NOT_ALLOWED = "not allowed"
    """Of no kind that this door lets in: a sofi number, an unknown kind of number, no number."""
    INVALID = "invalid"
    """Forged, altered, for somebody else, or used before: nobody is told which."""
    CLOSED = "closed"
    """The municipality has not set this door up, or has switched it off."""
    SOMEBODY_ELSE = "somebody else"
    """Sure enough, but not who was asked to show it once more."""


class SignInRefusedError(Exception):
    """Raised when a provider's answer lets nobody in.

    :param reason: what the person is told.
    :param code: what went wrong, for the log: a fixed word, never a value from the answer.
    """

    def __init__(self, reason: RefusalReason, code: str = "", *, cause: Reason | None = None) -> None:
        super().__init__(f"{reason}: {code}" if code else str(reason))
        self.reason, self.code, self.cause = reason, code, cause
