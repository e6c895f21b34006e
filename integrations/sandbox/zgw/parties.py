"""People, companies and employees as the Zaken API tells of them, and looks for them."""

from collections.abc import Callable, Iterator
from typing import Any

from integrations.sandbox.world.cases import Case, Party, Role
from integrations.sandbox.world.people import Branch, Company, Employee, Person, companies

from .parameters import BOTH, ONLY_CURRENT, Parameter, one_of, text

KINDS = (
    "natuurlijk_persoon",
    "niet_natuurlijk_persoon",
    "vestiging",
    "organisatorische_eenheid",
    "medewerker",
)
GENERIC = (
    "adviseur", "behandelaar", "belanghebbende", "beslisser", "initiator", "klantcontacter", "zaakcoordinator",
    "mede_initiator",
)  # fmt: skip
FIELDS = ("inpBsn", "innNnpId", "vestigingsNummer", "identificatie", "kvkNummer")


def kind_of(party: Party) -> str:
    """Answer the standard's word for what somebody is."""
    kinds = {Person: KINDS[0], Company: KINDS[1], Branch: KINDS[2], Employee: KINDS[4]}
    return kinds[type(party)]


def identification(party: Party) -> dict[str, Any]:
    """Tell who somebody is."""
    match party:
        case Person():
            return {
                "inpBsn": party.bsn,
                "anpIdentificatie": "",
                "geslachtsnaam": party.surname,
                "voorvoegselGeslachtsnaam": party.prefix,
                "voorletters": f"{party.first_name[0]}.",
                "voornamen": party.first_name,
                "geslachtsaanduiding": party.gender,
                "geboortedatum": party.born.isoformat(),
                "verblijfsadres": None,
                "subVerblijfBuitenland": None,
            }
        case Company():
            return {
                "innNnpId": party.rsin,
                "annIdentificatie": "",
                "kvkNummer": party.kvk,
                "statutaireNaam": party.name,
                "bezoekadres": "",
                "subVerblijfBuitenland": None,
            }
        case Branch():
            return {
                "vestigingsNummer": party.number,
                "handelsnaam": [party.name],
                "verblijfsadres": None,
                "subVerblijfBuitenland": None,
                "kvkNummer": company_of(party).kvk,
            }
        case Employee():
            name = party.name.rpartition(" ")[2]
            return {
                "identificatie": party.identification,
                "achternaam": name,
                "voorletters": "",
                "voorvoegselAchternaam": "",
            }


def company_of(branch: Branch) -> Company:
    """Answer whose branch this is."""
    return next(company for company in companies() if branch in company.branches)


def of_role(prefix: str, roles: Callable[[Any], Iterator[Role]]) -> list[Parameter]:
    """Make the parameters that ask for somebody, of a role itself or of a case by its roles."""

    def asks(name: str, kind: type, field: str, versions: frozenset[bool]) -> Parameter:
        def means(record: Any, value: str) -> bool:
            return any(
                isinstance(role.party, kind) and identification(role.party).get(field) == value
                for role in roles(record)
            )

        return Parameter(f"{prefix}betrokkeneIdentificatie__{name}__{field}", text, means, versions)

    def other(name: str, choices: tuple[str, ...], means: Callable[[Role], str]) -> Parameter:
        return Parameter(
            f"{prefix}{name}",
            one_of(choices),
            lambda record, value: any(means(role) == value for role in roles(record)),
        )

    return [
        asks("natuurlijkPersoon", Person, "inpBsn", BOTH),
        asks("nietNatuurlijkPersoon", Company, "innNnpId", ONLY_CURRENT if prefix else BOTH),
        asks("nietNatuurlijkPersoon", Company, "kvkNummer", ONLY_CURRENT),
        asks("vestiging", Branch, "vestigingsNummer", ONLY_CURRENT if prefix else BOTH),
        asks("vestiging", Branch, "kvkNummer", ONLY_CURRENT),
        asks("medewerker", Employee, "identificatie", BOTH),
        other("betrokkeneType", KINDS, lambda role: kind_of(role.party)),
        other("omschrijvingGeneriek", GENERIC, lambda role: role.type.generic),
    ]


def of_case(case: Case) -> Iterator[Role]:
    """Answer the roles of a case."""
    return iter(case.roles)
