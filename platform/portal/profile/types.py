"""What registers know of somebody, as it is kept, and what must still be filled in."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

KEEPING: Final = "Gegevens in het profiel bewaren"
CONFIRMING: Final = "E-mailadressen bevestigen"
ASKING_BRP: Final = "Gegevens opvragen bij de BRP"
ASKING_KVK: Final = "Gegevens opvragen bij het Handelsregister"
"""What is done with somebody's data here, as the register of processing has it (P-264)."""


class Necessary(StrEnum):
    """What somebody must have told before they go on (P-040)."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What the BRP told of somebody, as far as the profile shows it without asking again."""

    given_names: str = field(default="", repr=False)
    infix: str = field(default="", repr=False)
    family_name: str = field(default="", repr=False)
    address: tuple[str, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """Answer names and surname."""
        return " ".join(part for part in (self.given_names, self.infix, self.family_name) if part)


@dataclass(frozen=True, slots=True)
class KnownCompany:
    """What the Handelsregister told of a company."""

    kvk: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    rsin: str = field(default="", repr=False)
    legal_form: str = ""
    address: tuple[str, ...] = field(default=(), repr=False)
    is_sole_proprietor: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list of names and values, as `themes/components/data_list.html` takes it."""

    label: str
    value: str = field(default="", repr=False)
    url: str = ""
    action: str = ""
