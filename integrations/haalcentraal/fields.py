"""Which data we know of, and where each version of the API has it: what is asked and what is read comes from here.

What is not in this list is not asked (data minimisation), and what is asked is read.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from . import readers
from .readers import Read
from .types import Group


class Version(Enum):
    """The two ways of asking."""

    OLDER = "1.3"
    NEWER = "2.x"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer has a field."""

    path: str
    asks: tuple[str, ...] = ()
    """How it is asked for; nothing where it comes unasked, and would be refused when asked."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something that we want to know."""

    name: str
    """Of `Person`; of `Address` behind `address.`."""
    read: Read
    group: Group | None
    places: dict[Version, Place]


def _same(path: str) -> dict[Version, Place]:
    return {version: Place(path, (path,)) for version in Version}


def _two(newer: str, older: str) -> dict[Version, Place]:
    return {Version.NEWER: Place(newer, (newer,)), Version.OLDER: Place(older, (older,))}


def _unasked(newer: str, older: str) -> dict[Version, Place]:
    """Say that the newer version tells it unasked."""
    return {Version.NEWER: Place(newer), Version.OLDER: Place(older, (older,))}


def _street(name: str, older: str) -> dict[Version, Place]:
    return _two(f"verblijfplaats.verblijfadres.{name}", f"verblijfplaats.{older}")


_NATIONALITY: Final = "nationaliteiten.nationaliteit"
FIELDS: Final[tuple[Field, ...]] = (
    Field("bsn", readers.number_of_nine, Group.NUMBER, _same("burgerservicenummer")),
    Field("given_names", readers.text, Group.NAME, _same("naam.voornamen")),
    Field("initials", readers.text, Group.NAME, _same("naam.voorletters")),
    Field("infix", readers.text, Group.NAME, _same("naam.voorvoegsel")),
    Field("family_name", readers.text, Group.NAME, _same("naam.geslachtsnaam")),
    Field("name_use", readers.name_use, Group.NAME, _same("naam.aanduidingNaamgebruik")),
    Field("partner_infix", readers.text, None, _same("partners.naam.voorvoegsel")),
    Field("partner_name", readers.text, None, _same("partners.naam.geslachtsnaam")),
    Field("birth", readers.date, Group.BIRTH, _same("geboorte.datum")),
    Field("birth_place", readers.described, Group.BIRTH, _same("geboorte.plaats")),
    Field("sex", readers.sex, Group.SEX, _two("geslacht", "geslachtsaanduiding")),
    Field(
        "nationalities",
        readers.nationalities,
        Group.NATIONALITY,
        {
            Version.NEWER: Place("nationaliteiten", ("nationaliteiten.type", _NATIONALITY)),
            Version.OLDER: Place("nationaliteiten", (_NATIONALITY,)),
        },
    ),
    Field(
        "is_secret",
        readers.closed,
        None,
        _unasked("geheimhoudingPersoonsgegevens", "geheimhoudingPersoonsgegevens"),
    ),
    Field(
        "is_deceased",
        readers.deceased,
        None,
        _unasked("opschortingBijhouding.reden", "overlijden.indicatieOverleden"),
    ),
    Field(
        "address.is_unknown",
        readers.gone,
        Group.ADDRESS,
        _two("verblijfplaats.type", "verblijfplaats.vertrokkenOnbekendWaarheen"),
    ),
    Field("address.street", readers.text, Group.ADDRESS, _street("officieleStraatnaam", "straat")),
    Field("address.short_street", readers.text, Group.ADDRESS, _street("korteStraatnaam", "korteNaam")),
    Field("address.number", readers.house_number, Group.ADDRESS, _street("huisnummer", "huisnummer")),
    Field("address.letter", readers.text, Group.ADDRESS, _street("huisletter", "huisletter")),
    Field(
        "address.suffix",
        readers.text,
        Group.ADDRESS,
        _street("huisnummertoevoeging", "huisnummertoevoeging"),
    ),
    Field("address.postcode", readers.postcode, Group.ADDRESS, _street("postcode", "postcode")),
    Field("address.city", readers.text, Group.ADDRESS, _street("woonplaats", "woonplaats")),
    Field(
        "address.location",
        readers.text,
        Group.ADDRESS,
        _street("locatiebeschrijving", "locatiebeschrijving"),
    ),
    Field("address.first_line", readers.text, Group.ADDRESS, _street("regel1", "adresregel1")),
    Field("address.second_line", readers.text, Group.ADDRESS, _street("regel2", "adresregel2")),
    Field("address.third_line", readers.text, Group.ADDRESS, _street("regel3", "adresregel3")),
    Field("address.country", readers.described, Group.ADDRESS, _street("land", "land")),
    Field(
        "address.since",
        readers.date,
        Group.ADDRESS,
        _two("verblijfplaats.datumVan", "verblijfplaats.datumAanvangAdreshouding"),
    ),
)


def asked(version: Version) -> list[str]:
    """Answer the list of fields that a question names."""
    return [path for field in FIELDS for path in field.places[version].asks]
