"""A person as Haal Centraal 1.3 tells of them."""

from typing import Any

from integrations.sandbox.world.residents import ABROAD, COUNTRY, LOCATION, Place, Resident

SEX = {"v": "vrouw", "m": "man"}
NAME_USE = {"E": "eigen", "N": "eigen_partner", "P": "partner", "V": "partner_eigen"}
ALONG = frozenset({"inOnderzoek", "_links"})
KNOWN = frozenset(
    {
        "burgerservicenummer",
        "geslachtsaanduiding",
        "geheimhoudingPersoonsgegevens",
        *(f"naam.{name}" for name in ("voornamen", "voorletters", "voorvoegsel", "geslachtsnaam")),
        "naam.aanduidingNaamgebruik",
        "partners.naam.voorvoegsel",
        "partners.naam.geslachtsnaam",
        "geboorte.datum",
        "geboorte.plaats",
        "nationaliteiten.nationaliteit",
        "overlijden.indicatieOverleden",
        "opschortingBijhouding.reden",
        *(
            f"verblijfplaats.{name}"
            for name in (
                "straat", "korteNaam", "huisnummer", "huisletter", "huisnummertoevoeging", "postcode",
                "woonplaats", "locatiebeschrijving", "adresregel1", "adresregel2", "adresregel3", "land",
                "vertrokkenOnbekendWaarheen", "datumAanvangAdreshouding",
            )
        ),
    }
)  # fmt: skip


def person(one: Resident, base: str) -> dict[str, Any]:
    """Tell all that is known of somebody."""
    who = one.person
    told: dict[str, Any] = {
        "burgerservicenummer": who.bsn,
        "geslachtsaanduiding": SEX[who.gender],
        "naam": _name(one),
        "geboorte": {
            "datum": date(one.born),
            "plaats": {"code": "0599", "omschrijving": one.born_in},
            **_doubt(one, "geboorte", "datum"),
        },
        "verblijfplaats": _place(one),
        "_links": {"self": {"href": f"{base}/ingeschrevenpersonen/{who.bsn}"}},
    }
    if one.nationality:
        code = "0001" if one.nationality == "Nederlandse" else "0339"
        named = {"code": code, "omschrijving": one.nationality}
        told["nationaliteiten"] = [{"nationaliteit": named}]
    if one.partner:
        prefix, surname = one.partner
        told["partners"] = [
            {"naam": {**({"voorvoegsel": prefix} if prefix else {}), "geslachtsnaam": surname}}
        ]
    if one.is_secret:
        told["geheimhoudingPersoonsgegevens"] = True
    if one.is_deceased:
        told["opschortingBijhouding"] = {"reden": "overlijden"}
        told["overlijden"] = {"indicatieOverleden": True, "datum": date((2025, 11, 2))}
    return told


def date(parts: tuple[int, ...]) -> dict[str, Any]:
    """Tell a date, as far as it is known."""
    told: dict[str, Any] = dict(zip(("jaar", "maand", "dag"), parts, strict=False))
    if len(parts) == 3:
        told["datum"] = "{}-{:02}-{:02}".format(*parts)
    return told


def _name(one: Resident) -> dict[str, Any]:
    who = one.person
    return {
        "voornamen": who.first_name,
        "voorletters": f"{who.first_name[0]}.",
        **({"voorvoegsel": who.prefix} if who.prefix else {}),
        "geslachtsnaam": who.surname,
        "aanduidingNaamgebruik": NAME_USE[one.name_use],
        **_doubt(one, "naam", "geslachtsnaam"),
    }


def _place(one: Resident) -> dict[str, Any]:
    since = {
        "datumAanvangAdreshouding": date(one.since),
        **_doubt(one, "verblijfplaats", "nummeraanduidingIdentificatie"),
    }
    match one.place:
        case Place.HOME:
            return {**_home(one), **since}
        case Place.LOCATION:
            return {"locatiebeschrijving": LOCATION, **since}
        case Place.ABROAD:
            lines = {f"adresregel{number}": line for number, line in enumerate(ABROAD, 1)}
            return {**lines, "land": {"code": COUNTRY[0], "omschrijving": COUNTRY[1]}, **since}
        case Place.UNKNOWN:
            return {"vertrokkenOnbekendWaarheen": True, **since}


def _home(one: Resident) -> dict[str, Any]:
    """Tell an address, also as the lines of an envelope: those stand there for addresses in the Netherlands too."""
    who, house = one.person, f"{one.person.house_number}{one.letter} {one.suffix}".strip()
    postcode = who.postcode.replace(" ", "")
    return {
        "straat": who.street,
        "korteNaam": who.street,
        "huisnummer": who.house_number,
        **({"huisletter": one.letter} if one.letter else {}),
        **({"huisnummertoevoeging": one.suffix} if one.suffix else {}),
        "postcode": postcode,
        "woonplaats": one.city,
        "adresregel1": f"{who.street} {house}",
        "adresregel2": f"{postcode} {one.city}",
    }


def _doubt(one: Resident, of: str, name: str) -> dict[str, Any]:
    since = {"dag": 5, "maand": 1, "jaar": 2026, "datum": "2026-01-05"}
    return {"inOnderzoek": {name: True, "datumIngangOnderzoek": since}} if of in one.in_doubt else {}
