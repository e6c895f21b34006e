"""Find the accounts of whom a case names: those who may see the case here, and nobody else (I-107, I-086)."""

from integrations.connections import queries as connections
from integrations.connections.types import System
from integrations.zgw.types.parties import PartyKind, Role
from portal.accounts.models import User
from portal.accounts.queries import receivers

from .facts import About, Receiver


def receivers_of(about: About) -> list[Receiver]:
    """List who has a part in a case, each account once; who has none here stands for themselves."""
    found: dict[object, Receiver] = {}
    for role in about.roles:
        is_asker = role.part in about.options.parts
        users = _accounts(role, about) if is_asker else []
        for user in users:
            found.setdefault(user.pk, Receiver(role, user))
        if not users:
            found.setdefault(role, _nobody(role, about, is_asker=is_asker))
    return list(found.values())


def _accounts(role: Role, about: About) -> list[User]:
    """Answer the accounts of whom a role names by a number."""
    match role.kind:
        case PartyKind.PERSON:
            return receivers.of_person(role.bsn)
        case PartyKind.COMPANY:
            return receivers.of_company(kvk=role.kvk, rsin=role.rsin, asks_register=about.by_rsin)
        case PartyKind.BRANCH:
            return receivers.of_branch(role.branch, kvk=role.kvk)
        case _:
            return []


def _nobody(role: Role, about: About, *, is_asker: bool) -> Receiver:
    """Stand for whom no account was found of, with what is needed to say why."""
    numbers = {
        PartyKind.PERSON: role.bsn,
        PartyKind.COMPANY: role.kvk or role.rsin,
        PartyKind.BRANCH: role.branch,
    }
    is_by_rsin = role.kind is PartyKind.COMPANY and bool(role.rsin) and not role.kvk
    return Receiver(
        role,
        is_asker=is_asker,
        has_number=bool(numbers.get(role.kind)) if role.kind else False,
        is_lost=is_asker and is_by_rsin and not (about.by_rsin and connections.keys_of(System.KVK)),
    )
