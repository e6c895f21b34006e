"""A company in the words of the KVK."""

from typing import Any

from integrations.sandbox.world import names
from integrations.sandbox.world.enterprises import SOLE
from integrations.sandbox.world.people import Branch, Company

LEGAL = {
    "B.V.": "BeslotenVennootschap",
    "V.O.F.": "VennootschapOnderFirma",
    "": "Stichting",
    SOLE: SOLE,
}
CITIES = ("Zonnedam", "Waterrijk", "Duinzicht", "Molenwiek")


def rows(company: Company) -> list[dict[str, Any]]:
    """Tell a company as search results: the legal person, and its branches in no order that helps."""
    branches = [_branch(company, place, branch) for place, branch in enumerate(company.branches)]
    person = [{"kvkNummer": company.kvk, "rsin": company.rsin, "naam": company.name, "type": "rechtspersoon"}]
    return [*reversed(branches), *(person if company.rsin else [])]


def profile(company: Company, base: str) -> dict[str, Any]:
    """Tell a company as its profile."""
    main = company.branches[:1]
    return {
        "kvkNummer": company.kvk,
        "indNonMailing": "Nee",
        "naam": company.name,
        "formeleRegistratiedatum": "20140303",
        "handelsnamen": [{"naam": _trade_name(company), "volgorde": 1}],
        "links": [{"rel": "self", "href": f"{base}/v1/basisprofielen/{company.kvk}"}],
        "_embedded": {
            **({"hoofdvestiging": _main(company, main[0])} if main else {}),
            "eigenaar": {
                **({"rsin": company.rsin} if company.rsin else {}),
                "rechtsvorm": LEGAL[company.legal_form],
            },
        },
    }


def _branch(company: Company, place: int, branch: Branch) -> dict[str, Any]:
    street, city = _where(place)
    return {
        "kvkNummer": company.kvk,
        "vestigingsnummer": branch.number,
        "naam": branch.name,
        "adres": {"binnenlandsAdres": {"type": "bezoekadres", "straatnaam": street, "plaats": city}},
        "type": "nevenvestiging" if place else "hoofdvestiging",
    }


def _main(company: Company, branch: Branch) -> dict[str, Any]:
    street, city = _where(0)
    return {
        "vestigingsnummer": branch.number,
        "kvkNummer": company.kvk,
        **({"rsin": company.rsin} if company.rsin else {}),
        "eersteHandelsnaam": _trade_name(company),
        "indHoofdvestiging": "Ja",
        "adressen": [{"type": "bezoekadres", "straatnaam": street, "plaats": city}],
    }


def _where(place: int) -> tuple[str, str]:
    return names.STREETS[place % len(names.STREETS)], CITIES[place % len(CITIES)]


def _trade_name(company: Company) -> str:
    return company.name.removesuffix(company.legal_form).strip()
