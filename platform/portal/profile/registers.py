"""The questions of the profile to the BRP and the Handelsregister: each with the ground on which it is asked."""

from collections.abc import Mapping
from typing import Final

from integrations import sources
from integrations.connections import queries as connections
from integrations.connections.types import System
from integrations.haalcentraal import queries as brp
from integrations.haalcentraal.types import NameUse, Person, Purpose
from integrations.kvk import queries as kvk
from integrations.kvk.types import Branch, Company
from portal.accounts.models import Source
from portal.profile import queries
from portal.profile.types import KnownCompany, KnownPerson

SYSTEMS: Final = {Source.BRP: System.BRP, Source.KVK: System.KVK}

type Questions = Mapping[str, sources.Query[object]]


def can_tell(source: Source) -> bool:
    """Tell whether this municipality has a connection with a register: one query, of our own database."""
    return connections.is_there(SYSTEMS[source])


def of_person(*, bsn: str, whose: str) -> Questions:
    """Make the question for somebody's own data; none where there is no connection.

    :param whose: key of the account whose own number it is.
    """
    keys = connections.keys_of(System.BRP)
    if not keys:
        return {}
    told = queries.purposes()
    purpose = Purpose(told.origin_oin, told.purpose, told.processing, told.recipient_oin)
    return {"person": brp.person(keys[0], bsn=bsn, whose=whose, purpose=purpose)}


def of_company(number: str) -> Questions:
    """Make the questions for a company and where it is; none where there is no connection."""
    keys = connections.keys_of(System.KVK)
    if not keys:
        return {}
    return {"company": kvk.company(keys[0], number), "branches": kvk.branches(keys[0], number)}


def known_person(told: Person) -> KnownPerson:
    """Keep of a person what the profile shows without asking again; surnames as they want to be called."""
    is_own = told.name_use in {None, NameUse.OWN} or not told.partner_name
    return KnownPerson(
        given_names=told.given_names,
        infix=told.infix if is_own else "",
        family_name=told.family_name if is_own else told.surname_in_use,
        address=told.address.lines if told.address else (),
    )


def known_company(told: Company, branches: list[Branch]) -> KnownCompany:
    """Keep of a company what the profile shows; it stands where its main branch does."""
    main = next((branch for branch in branches if branch.is_main), None)
    return KnownCompany(
        kvk=told.kvk,
        name=told.name,
        rsin=told.rsin or "",
        legal_form=told.legal_form,
        address=tuple(line for line in (main.street, main.city) if line) if main else (),
        is_sole_proprietor=told.is_sole_proprietor,
    )
