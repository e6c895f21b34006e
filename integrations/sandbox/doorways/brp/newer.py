"""A person as version 2 of the BRP API tells of them."""

from typing import Any

from integrations.sandbox.world.residents import ABROAD, COUNTRY, LOCATION, Place, Resident

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
SEX = {"v": "vrouw", "m": "man"}
NAME_USE = {
    "E": "eigen geslachtsnaam",
    "N": "eigen geslachtsnaam voor geslachtsnaam partner",
    "P": "geslachtsnaam partner",
    "V": "geslachtsnaam partner voor eigen geslachtsnaam",
}
ALONG = frozenset(
    {"type", "langFormaat", "inOnderzoek", "geheimhoudingPersoonsgegevens", "opschortingBijhouding"}
)
"""What comes along unasked, and may not be asked for: but for `type`, which may."""
KNOWN = frozenset(
    {
        "burgerservicenummer",
        "geslacht",
        *(f"naam.{name}" for name in ("voornamen", "voorletters", "voorvoegsel", "geslachtsnaam")),
        "naam.aanduidingNaamgebruik",
        "partners.naam.voorvoegsel",
        "partners.naam.geslachtsnaam",
        "geboorte.datum",
        "geboorte.plaats",
        "nationaliteiten.type",
        "nationaliteiten.nationaliteit",
        "verblijfplaats.type",
        "verblijfplaats.datumVan",
        *(
            f"verblijfplaats.verblijfadres.{name}"
            for name in (
                "officieleStraatnaam", "korteStraatnaam", "huisnummer", "huisletter", "huisnummertoevoeging",
                "postcode", "woonplaats", "locatiebeschrijving", "regel1", "regel2", "regel3", "land",
            )
        ),
    }
)  # fmt: skip
SINCE = {"type": "Datum", "datum": "2026-01-05", "langFormaat": "5 januari 2026"}


def person(one: Resident) -> dict[str, Any]:
    """Tell all that is known of somebody."""
    who = one.person
    told: dict[str, Any] = {
        "burgerservicenummer": who.bsn,
        "geslacht": {"code": who.gender.upper(), "omschrijving": SEX[who.gender]},
        "naam": _name(one),
        "geboorte": {
            "datum": date(one.born),
            "plaats": {"code": "0599", "omschrijving": one.born_in},
            **_doubt(one, "geboorte", "datum"),
        },
        "nationaliteiten": [_nationality(one)],
        "verblijfplaats": _place(one),
    }
    if one.partner:
        prefix, surname = one.partner
        told["partners"] = [
            {"naam": {**({"voorvoegsel": prefix} if prefix else {}), "geslachtsnaam": surname}}
        ]
    if one.is_secret:
        told["geheimhoudingPersoonsgegevens"] = True
    if one.is_deceased:
        told["opschortingBijhouding"] = {
            "reden": {"code": "O", "omschrijving": "overlijden"},
            "datum": date((2025, 11, 2)),
        }
    return told


def date(parts: tuple[int, ...]) -> dict[str, Any]:
    """Tell a date, as far as it is known."""
    match parts:
        case (year, month, day):
            text = f"{day} {MONTHS[month - 1]} {year}"
            return {"type": "Datum", "datum": f"{year}-{month:02}-{day:02}", "langFormaat": text}
        case (year, month):
            text = f"{MONTHS[month - 1]} {year}"
            return {"type": "JaarMaandDatum", "jaar": year, "maand": month, "langFormaat": text}
        case (year,):
            return {"type": "JaarDatum", "jaar": year, "langFormaat": str(year)}
        case _:
            return {"type": "DatumOnbekend", "onbekend": True, "langFormaat": "onbekend"}


def _name(one: Resident) -> dict[str, Any]:
    who = one.person
    return {
        "voornamen": who.first_name,
        "voorletters": f"{who.first_name[0]}.",
        **({"voorvoegsel": who.prefix} if who.prefix else {}),
        "geslachtsnaam": who.surname,
        "aanduidingNaamgebruik": {"code": one.name_use, "omschrijving": NAME_USE[one.name_use]},
        **_doubt(one, "naam", "geslachtsnaam"),
    }


def _nationality(one: Resident) -> dict[str, Any]:
    if not one.nationality:
        return {"type": "Staatloos"}
    return {
        "type": "Nationaliteit",
        "nationaliteit": {"code": "0001" if one.nationality == "Nederlandse" else "0339",
                          "omschrijving": one.nationality},
    }  # fmt: skip


def _place(one: Resident) -> dict[str, Any]:
    since = {"datumVan": date(one.since), **_doubt(one, "verblijfplaats", "nummeraanduidingIdentificatie")}
    match one.place:
        case Place.HOME:
            return {"type": "Adres", "verblijfadres": _home(one), **since}
        case Place.LOCATION:
            return {"type": "Locatie", "verblijfadres": {"locatiebeschrijving": LOCATION}, **since}
        case Place.ABROAD:
            lines = {f"regel{number}": line for number, line in enumerate(ABROAD, 1)}
            land = {"code": COUNTRY[0], "omschrijving": COUNTRY[1]}
            return {"type": "VerblijfplaatsBuitenland", "verblijfadres": {**lines, "land": land}, **since}
        case Place.UNKNOWN:
            return {"type": "VerblijfplaatsOnbekend", **since}


def _home(one: Resident) -> dict[str, Any]:
    who = one.person
    return {
        "officieleStraatnaam": who.street,
        "korteStraatnaam": who.street,
        "huisnummer": who.house_number,
        **({"huisletter": one.letter} if one.letter else {}),
        **({"huisnummertoevoeging": one.suffix} if one.suffix else {}),
        "postcode": who.postcode.replace(" ", ""),
        "woonplaats": one.city,
    }


def _doubt(one: Resident, of: str, name: str) -> dict[str, Any]:
    return {"inOnderzoek": {name: True, "datumIngangOnderzoek": SINCE}} if of in one.in_doubt else {}
