"""How the values of the BRP are read, as both versions write them."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from integrations.sources.items import YEARS, Item, UnreadableError

from .types import NameUse, PartialDate, Sex

type Read = Callable[[Item, str], Any]
"""Reads a field of an object by its name there; raises `UnreadableError` where it is not what was agreed."""
LONGEST: Final = 500
"""Characters of a name or a line."""
POSTCODE: Final = re.compile(r"([1-9]\d{3}) ?([A-Za-z]{2})", re.ASCII)
NINE: Final = re.compile(r"\d{9}", re.ASCII)
MOST_NATIONALITIES: Final = 20
WITHOUT_NAME: Final[Mapping[str, str]] = {
    "BehandeldAlsNederlander": "Behandeld als Nederlander",
    "VastgesteldNietNederlander": "Vastgesteld niet-Nederlander",
    "Staatloos": "Staatloos",
    "NationaliteitOnbekend": "Onbekend",
}
"""What the register calls those who have no nationality that has a name."""


def text(item: Item, name: str) -> str:
    """Read a name or a line: one line of it, and nothing that is no letter of a text."""
    told = " ".join(item.text(name, longest=LONGEST).split())
    if not told.isprintable():
        raise UnreadableError(name)
    return told


def number_of_nine(item: Item, name: str) -> str:
    """Read a BSN."""
    told = item.text(name)
    if not NINE.fullmatch(told):
        raise UnreadableError(name)
    return told


def described(item: Item, name: str) -> str:
    """Read a value of one of the register's tables, by what it is called."""
    return text(item.inside(name), "omschrijving")


def house_number(item: Item, name: str) -> int:
    """Read a number of a house."""
    told = item.number(name)
    if not 0 < told <= 99_999:
        raise UnreadableError(name)
    return told


def postcode(item: Item, name: str) -> str:
    """Read a postcode, and write it as people do."""
    found = POSTCODE.fullmatch(item.text(name).strip())
    if found is None:
        raise UnreadableError(name)
    return f"{found[1]} {found[2].upper()}"


def date(item: Item, name: str) -> PartialDate:
    """Read a date of which a part may be unknown: `datum`, or `jaar` and `maand`, or `onbekend`."""
    told = item.inside(name)
    if whole := told.maybe(told.day, "datum"):
        return PartialDate(whole.year, whole.month, whole.day)
    year, month, day = (told.maybe(told.number, part) for part in ("jaar", "maand", "dag"))
    if year is None and told.maybe(told.truth, "onbekend"):
        return PartialDate()
    if year not in YEARS:
        raise UnreadableError(name)
    try:
        return PartialDate(year, month, None if month is None else day)
    except (ValueError, OverflowError):
        raise UnreadableError(name) from None  # what was refused is about somebody


def nationalities(item: Item, name: str) -> tuple[str, ...]:
    """Read what nationalities somebody has."""
    found = item.each(name, _nationality)[:MOST_NATIONALITIES]
    return tuple(dict.fromkeys(one for one in found if one))


def closed(item: Item, name: str) -> bool:
    """Read whether others are told nothing: whatever is no plain *no* says yes."""
    try:
        return item.truth(name)
    except UnreadableError:
        return True


def deceased(item: Item, name: str) -> bool:
    """Read that somebody died: of the reason for which nothing is kept up any more, or of a yes."""
    try:
        return item.truth(name)
    except UnreadableError:
        return item.inside(name).text("code") == "O"


def gone(item: Item, name: str) -> bool:
    """Read that nobody knows where somebody lives: of the kind of place, or of a yes."""
    try:
        return item.truth(name)
    except UnreadableError:
        return item.text(name) == "VerblijfplaatsOnbekend"


def _nationality(item: Item) -> str:
    if found := item.maybe(lambda name: described(item, name), "nationaliteit"):
        return found
    return WITHOUT_NAME.get(item.maybe(item.text, "type") or "", "")


def _coded[T](known: Mapping[str, T]) -> Read:
    """Make a reader of a word, be it a value of a table (2.x) or of an enumeration (1.3)."""

    def read(item: Item, name: str) -> T:
        try:
            return item.inside(name).choice("code", known)
        except UnreadableError:
            return item.choice(name, known)

    return read


sex: Final = _coded(
    {
        "M": Sex.MALE, "V": Sex.FEMALE, "O": Sex.UNKNOWN,
        "man": Sex.MALE, "vrouw": Sex.FEMALE, "onbekend": Sex.UNKNOWN,
    }
)  # fmt: skip
name_use: Final = _coded(
    {
        "E": NameUse.OWN, "P": NameUse.PARTNER, "V": NameUse.PARTNER_OWN, "N": NameUse.OWN_PARTNER,
        "eigen": NameUse.OWN, "partner": NameUse.PARTNER, "partner_eigen": NameUse.PARTNER_OWN,
        "eigen_partner": NameUse.OWN_PARTNER,
    }
)  # fmt: skip
