"""A case system that speaks version 1.0 as the eSuite does: with the quirks of I-087, where it leaves the standard.

Its forms and open tasks are an API of their own, and come with the feature that shows them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.world.cases import Case
from integrations.sandbox.world.people import Branch, Company, Employee
from integrations.sandbox.world.worlds import World

from . import case_parts, catalogi, parties, zaken
from .answers import InvalidError
from .parameters import Parameter, one_of, text
from .profiles import ESUITE
from .resources import Resource
from .stand_in import READ, make

NAMED: Final = 20
"""Characters of the name of a result; the long one stands in a field of the vendor's."""
UNTOLD: Final = frozenset(
    {"productenOfDiensten", "laatsteBetaaldatum", "betalingsindicatieWeergave", "kenmerken"}
)
"""Of a case, what the standard has and may be left out."""

type Show = Callable[[Any, Call], dict[str, Any]]


def number_of(case: Case) -> str:
    """Answer the internal number of a case: `0014ESUITE66392022` is what people call 6639-2022."""
    return f"0014ESUITE{int(case.identification.rpartition('-')[2])}{case.started.year}"


def _case(case: Case, call: Call) -> dict[str, Any]:
    shown = zaken.CASES.show(case, call)
    told = {name: value for name, value in shown.items() if name not in UNTOLD}
    return {**told, "identificatie": number_of(case)}


def _status_type(record: tuple[Any, Any], call: Call) -> dict[str, Any]:
    """Tell a status without its place in the order; more than one of a kind of case is called the last."""
    kind, status = record
    shown = catalogi.STATUS_TYPES.show(record, call)
    told = {name: value for name, value in shown.items() if name not in {"volgnummer", "informeren"}}
    return {**told, "isEindstatus": status.number >= len(kind.statuses) - 1}


def _result_type(record: tuple[Any, Any], call: Call) -> dict[str, Any]:
    shown = catalogi.RESULT_TYPES.show(record, call)
    name = f"{shown['omschrijving']} na onderzoek door de gemeente"
    return {**shown, "omschrijving": name[:NAMED], "esuiteCompatNaam": name}


def _status(record: tuple[Any, Any], call: Call) -> dict[str, Any]:
    """Tell a status with the day alone that it was set."""
    shown = case_parts.STATUSES.show(record, call)
    return {**shown, "datumStatusGezet": f"{shown['datumStatusGezet'][:10]}T00:00:00Z"}


def _history(world: World, case: Any) -> list[Any]:
    """List the statuses that a case has had, the last first, without the one that it has now."""
    found = [*(case_parts.STATUSES.of_case or _nothing)(world, case)]
    return found[-2::-1] if len(found) > 1 else found


def _nothing(world: World, case: Any) -> list[Any]:
    return []


def _role(record: tuple[Any, Any], call: Call) -> dict[str, Any]:
    shown, party = case_parts.ROLES.show(record, call), record[1].party
    if isinstance(party, Company):  # the number of the KVK, in the place of the RSIN
        who = {**shown["betrokkeneIdentificatie"], "innNnpId": party.kvk}
        return {**shown, "betrokkeneIdentificatie": who}
    if not isinstance(party, Employee):
        return shown
    return {**shown, "betrokkeneIdentificatie": {"volledigeNaam": party.name}}


def _one_at_a_time(asked: Collection[str]) -> None:
    """Refuse somebody's roles in one case: it finds the roles of a case, or somebody's.

    :raises InvalidError: when both are asked for.
    """
    if "zaak" in asked and any(name.startswith("betrokkeneIdentificatie__") for name in asked):
        raise InvalidError("zaak", "invalid")


def _broken(world: World) -> list[Any]:
    raise RefusedError(500)


def _company(name: str, kind: type, told: Callable[[Any], str]) -> Parameter:
    def means(case: Case, value: str) -> bool:
        return any(isinstance(role.party, kind) and told(role.party) == value for role in case.roles)

    return Parameter(f"rol__betrokkeneIdentificatie__{name}", text, means)


def _is_company(record: tuple[Case, Any], value: str) -> bool:
    party = record[1].party
    return isinstance(party, Company) and party.kvk == value


def _with(resource: Resource, *others: Parameter) -> tuple[Parameter, ...]:
    """Answer the parameters of a resource, with these in place of those of the same names."""
    names = {one.name for one in others}
    return (*(one for one in resource.parameters if one.name not in names), *others)


CASES = replace(
    zaken.CASES,
    show=_case,
    orders={},
    expansions={},
    parameters=_with(
        zaken.CASES,
        Parameter("identificatie", text, lambda case, value: number_of(case) == value),
        _company("nietNatuurlijkPersoon__innNnpId", Company, lambda company: company.kvk),
        _company("vestiging__vestigingsNummer", Branch, lambda branch: branch.number),
    ),
)
ROLES = replace(
    case_parts.ROLES,
    show=_role,
    check=_one_at_a_time,
    parameters=_with(
        case_parts.ROLES,
        Parameter("omschrijvingGeneriek", one_of(parties.GENERIC), lambda record, value: True),
        Parameter("betrokkeneIdentificatie__nietNatuurlijkPersoon__innNnpId", text, _is_company),
    ),
)
CHANGED: Mapping[str, Resource] = {
    one.name: one
    for one in (
        CASES,
        ROLES,
        replace(case_parts.STATUSES, show=_status, of_case=_history),
        replace(catalogi.STATUS_TYPES, show=_status_type),
        replace(catalogi.RESULT_TYPES, show=_result_type),
        replace(catalogi.CATALOGUES, records=_broken),
    )
}
STAND_IN = make(ESUITE, [CHANGED.get(one.name, one) for one in READ])
