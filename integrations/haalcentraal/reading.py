"""Make ours of an answer of the BRP: whatever is not what was agreed is unknown, and named in the log by its path."""

from typing import Any, Final

from integrations.sources.items import Item

from .fields import FIELDS, Field, Version
from .types import Address, Dwelling, Group, Person

LISTS: Final = frozenset({"partners"})
"""Of these the first counts: the register puts the partner of now there, or else the last."""
DOUBT: Final = "inOnderzoek"
OF_ADDRESS: Final = "address."
LINES: Final = ("first_line", "second_line", "third_line")
AT_HOME: Final = ("street", "short_street", "number", "postcode", "city")


def read(item: Item, version: Version) -> Person:
    """Make a person of theirs.

    :raises UnreadableError: when it does not say whose it is.
    """
    told = {field.name: _value(item, field, version) for field in FIELDS}
    address = {
        name.removeprefix(OF_ADDRESS): told.pop(name) for name in list(told) if name.startswith(OF_ADDRESS)
    }
    known = {name: value for name, value in told.items() if value is not None}
    return Person(**known, address=_address(address), in_doubt=_in_doubt(item, version))


def _value(item: Item, field: Field, version: Version) -> Any:
    *way, name = field.places[version].path.split(".")
    place = _reach(item, way)
    if field.name == "bsn":
        return field.read(item, name)
    return None if place is None else place.maybe(lambda last: field.read(place, last), name)


def _reach(item: Item, way: list[str]) -> Item | None:
    """Go inside; None where nothing is."""
    place: Item | None = item
    for name in way:
        if place is not None:
            place = _first(place, name) if name in LISTS else place.maybe(place.inside, name)
    return place


def _first(item: Item, name: str) -> Item | None:
    found = item.maybe(lambda last: item.each(last, _itself), name)
    return found[0] if found else None


def _address(told: dict[str, Any]) -> Address | None:
    """Say what kind of place it is by what is told of it: version 1.3 has no word for that."""
    is_unknown, lines = told.pop("is_unknown"), [told.pop(name) for name in LINES]
    known = {name: value for name, value in told.items() if value is not None}
    if any(name in known for name in AT_HOME):
        known.pop("country", None)
        return Address(Dwelling.LOCATION if _is_in_words(known) else Dwelling.HOME, **known)
    if "location" in known:
        return Address(Dwelling.LOCATION, **known)
    if any(lines) or "country" in known:
        return Address(Dwelling.ABROAD, abroad=tuple(line for line in lines if line), **known)
    return Address(Dwelling.UNKNOWN, **known) if is_unknown else None


def _is_in_words(known: dict[str, Any]) -> bool:
    return "location" in known and not {"street", "short_street", "number"} & set(known)


def _in_doubt(item: Item, version: Version) -> frozenset[Group]:
    return frozenset(field.group for field in FIELDS if field.group and _is_doubted(item, field, version))


def _is_doubted(item: Item, field: Field, version: Version) -> bool:
    """Tell whether a field is looked into, or anything beside it in the same group: `naam.inOnderzoek` tells of all."""
    way = field.places[version].path.split(".")
    if way[0] in _doubted(item):
        return True
    if field.name == "nationalities":
        return any(_doubted(each) for each in item.maybe(lambda last: item.each(last, _itself), way[0]) or ())
    places = (_reach(item, way[:depth]) for depth in range(1, len(way)))
    return any(_doubted(place) for place in places if place is not None)


def _doubted(place: Item) -> frozenset[str]:
    """Answer what is looked into of an object, by its names there."""
    doubt = place.maybe(place.inside, DOUBT)
    return doubt.truths() if doubt else frozenset()


def _itself(item: Item) -> Item:
    return item
