"""A person as the BRP knows them. No `repr` says anything of somebody: logs and reports write those down."""

from dataclasses import dataclass
from enum import StrEnum

from .dates import PartialDate


class Sex(StrEnum):
    """Male, female, or not known to the register."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class NameUse(StrEnum):
    """By which surnames somebody wants to be called."""

    OWN = "own"
    PARTNER = "partner"
    PARTNER_OWN = "partner, own"
    OWN_PARTNER = "own, partner"


class Group(StrEnum):
    """What belongs together; the municipality may be looking into whether it is right ("in onderzoek")."""

    NUMBER = "number"
    NAME = "name"
    SEX = "sex"
    BIRTH = "birth"
    NATIONALITY = "nationality"
    ADDRESS = "address"


class Dwelling(StrEnum):
    """What kind of place somebody lives at."""

    HOME = "home"
    """A street and a number in the Netherlands."""
    LOCATION = "location"
    """A place in the Netherlands that has no address, described in words."""
    ABROAD = "abroad"
    UNKNOWN = "unknown"
    """Left, and nobody knows where to."""


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """Where somebody lives."""

    kind: Dwelling
    street: str = ""
    """The official name."""
    short_street: str = ""
    """The same, shortened to fit on an envelope where it is long."""
    number: int | None = None
    letter: str = ""
    suffix: str = ""
    postcode: str = ""
    city: str = ""
    location: str = ""
    abroad: tuple[str, ...] = ()
    """The lines of an address in another country."""
    country: str = ""
    """Of an address in another country."""
    since: PartialDate | None = None
    """When they moved in."""

    @property
    def house(self) -> str:
        """Answer number, letter and suffix as they are written: "12", "12A", "12A bis"."""
        number = "" if self.number is None else str(self.number)
        return f"{number}{self.letter} {self.suffix}".strip()

    @property
    def lines(self) -> tuple[str, ...]:
        """Answer the lines as on an envelope; none where nobody knows."""
        town = f"{self.postcode} {self.city}"
        told: dict[Dwelling, tuple[str, ...]] = {
            Dwelling.HOME: (f"{self.street or self.short_street} {self.house}", town),
            Dwelling.LOCATION: (self.location, town),
        }
        lines = told.get(self.kind, (*self.abroad, self.country))
        return tuple(line.strip() for line in lines if line.strip())


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """A person; what is empty or None is not known, or the BRP did not tell."""

    bsn: str
    given_names: str = ""
    initials: str = ""
    infix: str = ""
    family_name: str = ""
    name_use: NameUse | None = None
    partner_infix: str = ""
    partner_name: str = ""
    """The surname of the partner, with whom the name in use may be made; nothing else is asked of them."""
    birth: PartialDate | None = None
    birth_place: str = ""
    sex: Sex | None = None
    nationalities: tuple[str, ...] = ()
    address: Address | None = None
    is_secret: bool = False
    """Whether the person asked that others are told nothing ("geheimhouding")."""
    is_deceased: bool = False
    in_doubt: frozenset[Group] = frozenset()
    """What the municipality is looking into ("in onderzoek")."""

    @property
    def surname(self) -> str:
        """Answer the person's own surname, with what stands before it."""
        return f"{self.infix} {self.family_name}".strip()

    @property
    def surname_in_use(self) -> str:
        """Answer the surname by which the person wants to be called."""
        own, partner = self.surname, f"{self.partner_infix} {self.partner_name}".strip()
        if not partner:
            return own
        match self.name_use:
            case NameUse.PARTNER:
                return partner
            case NameUse.PARTNER_OWN:
                return f"{partner}-{own}" if own else partner
            case NameUse.OWN_PARTNER:
                return f"{own}-{partner}" if own else partner
            case _:
                return own

    @property
    def name(self) -> str:
        """Answer given names and the surname in use."""
        return f"{self.given_names} {self.surname_in_use}".strip()
