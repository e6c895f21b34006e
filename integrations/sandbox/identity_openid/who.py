"""Who may be chosen to sign in, and what is known of them in words of our own; flavours say it in theirs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from integrations.sandbox.world.people import Company, Person, companies, employees, people
from integrations.sandbox.world.worlds import World

SERVICES = ("inzien-zaken",)
"""What mandates are for."""
GROUPS = (("redactie", "functioneel-beheer"), ("redactie",), ())
"""Of the colleagues, in their order."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One choice on the page."""

    key: str
    group: str
    label: str
    facts: Mapping[str, object] = field(repr=False)


def everybody(world: World) -> Iterator[Somebody]:
    """Yield all who may be chosen."""
    yield from (_person(one) for one in people())
    for company in companies():
        yield from _employees(company)
    yield from _mandates(world)
    yield from _foreigners()
    yield from _colleagues()


def chosen(world: World, key: str) -> Somebody | None:
    """Find who was chosen."""
    return next((one for one in everybody(world) if one.key == key), None)


def _person(one: Person) -> Somebody:
    return Somebody(f"person-{one.bsn}", "Inwoners", f"{one.name} (BSN {one.bsn})", _of_person(one))


def _of_person(one: Person) -> dict[str, object]:
    surname = " ".join(part for part in (one.prefix, one.surname) if part)
    return {
        "kind": "bsn",
        "bsn": one.bsn,
        "given_name": one.first_name,
        "family_name": surname,
        "birthdate": one.born.isoformat(),
    }


def _employees(company: Company) -> Iterator[Somebody]:
    whole = _of_company(company)
    yield Somebody(
        f"company-{company.kvk}", "Bedrijven", f"{company.name} (KvK {company.kvk}), hele bedrijf", whole
    )
    for branch in company.branches:
        yield Somebody(
            f"company-{company.kvk}-{branch.number}",
            "Bedrijven",
            f"{company.name} (KvK {company.kvk}), alleen vestiging {branch.name}",
            {**whole, "branch": branch.number},
        )
    yield Somebody(
        f"rsin-{company.rsin}",
        "Bedrijven",
        f"{company.name} (RSIN {company.rsin})",
        {**whole, "kind": "rsin", "company": company.rsin},
    )


def _of_company(company: Company) -> dict[str, object]:
    return {
        "kind": "kvk",
        "company": company.kvk,
        "company_name": company.name,
        "acting_subject": f"medewerker-{company.kvk}",
    }


def _mandates(world: World) -> Iterator[Somebody]:
    until = (world.today + timedelta(days=90)).isoformat()
    acting, represented, company, other = people()[1], people()[0], companies()[0], companies()[1]
    mandate = {"mandate_services": list(SERVICES), "mandate_until": f"{until}T00:00:00+00:00"}
    for_person = {**mandate, "representee_bsn": represented.bsn, "representee_name": represented.name}
    for basis, word in (("machtiging", "gemachtigd door"), ("curatele", "curator van")):
        yield Somebody(
            f"mandate-{basis}",
            "Namens een ander",
            f"{acting.name}, {word} {represented.name}",
            {**_of_person(acting), **for_person, "mandate_basis": basis},
        )
    yield Somebody(
        "mandate-bewind",
        "Namens een ander",
        f"{company.name}, bewindvoerder van {represented.name}",
        {**_of_company(company), **for_person, "mandate_basis": "bewind"},
    )
    yield Somebody(
        "mandate-chain",
        "Namens een ander",
        f"{company.name}, gemachtigd door {other.name} (keten)",
        {**_of_company(other), **mandate, "intermediary": company.kvk},
    )


def _foreigners() -> Iterator[Somebody]:
    person = {"eidas": "BE/NL/proef-1234", "given_name": "Élise", "family_name": "Van den Proef"}
    yield Somebody(
        "eidas-person",
        "Uit een ander land (eIDAS)",
        "Élise Van den Proef, zonder BSN",
        {**person, "birthdate": "1984-05-06"},
    )
    yield Somebody(
        "eidas-company",
        "Uit een ander land (eIDAS)",
        "Proef Brouwerij, zonder KvK-nummer",
        {**person, "company": "BE/NL/proef-0999", "company_name": "Proef Brouwerij"},
    )


def _colleagues() -> Iterator[Somebody]:
    for one, groups in zip(employees(), GROUPS, strict=True):
        given, _, family = one.name.partition(" ")
        yield Somebody(
            f"colleague-{one.identification}",
            "Medewerkers",
            f"{one.name} ({', '.join(groups) or 'zonder groep'})",
            {
                "subject": one.identification,
                "given_name": given,
                "family_name": family,
                "email": f"{one.identification}@gemeente.example",
                "groups": list(groups),
            },
        )
