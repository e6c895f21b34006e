"""What a register of persons tells of the people of this world: nearly each of them is a special case of something."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum

from .people import Person, people


class Place(Enum):
    """What kind of place somebody lives at."""

    HOME = "home"
    LOCATION = "location"
    ABROAD = "abroad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resident:
    """A person, with what only the register knows."""

    person: Person = field(repr=False)
    born: tuple[int, ...]
    """Year, month and day, as far as they are known."""
    born_in: str = "Zonnedam"
    nationality: str = "Nederlandse"
    """Empty where somebody has none."""
    name_use: str = "E"
    partner: tuple[str, str] | None = None
    place: Place = Place.HOME
    letter: str = ""
    suffix: str = ""
    city: str = "Zonnedam"
    since: tuple[int, ...] = ()
    is_secret: bool = False
    is_deceased: bool = False
    in_doubt: frozenset[str] = frozenset()
    """Of `naam`, `geboorte` and `verblijfplaats`, what is looked into."""


ABROAD = ("12 Harbour Lane", "Portsea PO1 1AA", "Hampshire")
COUNTRY = ("6039", "Grootbritannië")
LOCATION = "Woonboot achter de oude sluis"


def residents() -> dict[str, Resident]:
    """Answer all people by their BSN."""
    return _RESIDENTS


def of_kind(**told: object) -> Resident:
    """Answer the first person of whom this is told, as `of_kind(is_secret=True)`."""
    return next(
        one for one in _RESIDENTS.values() if all(getattr(one, name) == value for name, value in told.items())
    )


def _usual(number: int, person: Person) -> Resident:
    moved = person.born + timedelta(days=9_000 + 131 * number)
    return Resident(person, _parts(person.born), since=_parts(moved))


def _parts(day: date) -> tuple[int, ...]:
    return day.year, day.month, day.day


def _special(number: int, one: Resident) -> Resident:
    year = one.born[:1]
    cases: dict[int, Resident] = {
        0: replace(one, name_use="N", partner=("de", "Weidebloem")),
        1: replace(one, is_secret=True),
        2: replace(one, place=Place.ABROAD, since=(2019, 5)),
        3: replace(one, born=one.born[:2], born_in="Izmir", nationality="Turkse"),
        4: replace(one, letter="A", suffix="bis"),
        5: replace(one, in_doubt=frozenset({"verblijfplaats", "naam"})),
        6: replace(one, is_deceased=True),
        7: replace(one, born=year, name_use="P", partner=("", "Kroonsteen")),
        8: replace(one, name_use="V", partner=("van der", "Molenwiek"), letter="B"),
        9: replace(one, place=Place.LOCATION),
        10: replace(one, born=(), nationality="", in_doubt=frozenset({"geboorte"})),
        11: replace(one, place=Place.UNKNOWN),
    }
    return cases.get(number, one)


_RESIDENTS = {person.bsn: _special(number, _usual(number, person)) for number, person in enumerate(people())}
