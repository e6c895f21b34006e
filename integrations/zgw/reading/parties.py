"""Read who has a part in a case, and tell whether it is who asks."""

from collections.abc import Mapping
from typing import Final

from integrations.sources.items import Item
from integrations.zgw.types.parties import Applicant, Part, PartyKind, Role

from .catalogue import url
from .fields import text

KINDS: Final[Mapping[str, PartyKind]] = {
    "natuurlijk_persoon": PartyKind.PERSON,
    "niet_natuurlijk_persoon": PartyKind.COMPANY,
    "vestiging": PartyKind.BRANCH,
    "medewerker": PartyKind.EMPLOYEE,
    "organisatorische_eenheid": PartyKind.UNIT,
}
PARTS: Final[Mapping[str, Part]] = {
    "adviseur": Part.ADVISER,
    "behandelaar": Part.HANDLER,
    "belanghebbende": Part.INTERESTED,
    "beslisser": Part.DECIDER,
    "initiator": Part.INITIATOR,
    "klantcontacter": Part.CONTACT,
    "zaakcoordinator": Part.COORDINATOR,
    "mede_initiator": Part.CO_INITIATOR,
}
NAMES: Final[Mapping[PartyKind, tuple[tuple[str, ...], ...]]] = {
    PartyKind.PERSON: (("voornamen", "voorvoegselGeslachtsnaam", "geslachtsnaam"),),
    PartyKind.COMPANY: (("statutaireNaam",),),
    PartyKind.EMPLOYEE: (("voorletters", "voorvoegselAchternaam", "achternaam"), ("volledigeNaam",)),
    PartyKind.UNIT: (("naam",),),
}
"""Of which fields a name is made; the first that says something. A vendor has one of its own (I-087, 10)."""


def role(item: Item) -> Role:
    """Make ours of a role; an unknown kind or part is None, and lets nobody in."""
    who = item.maybe(item.inside, "betrokkeneIdentificatie") or Item({})
    kind = item.maybe(item.choice, "betrokkeneType", KINDS)
    return Role(
        case=url(item, "zaak"),
        kind=kind,
        part=item.maybe(item.choice, "omschrijvingGeneriek", PARTS),
        title=text(item, "omschrijving"),
        name=_name(who, kind),
        bsn=text(who, "inpBsn"),
        rsin=text(who, "innNnpId"),
        kvk=text(who, "kvkNummer"),
        branch=text(who, "vestigingsNummer"),
    )


def is_of(role: Role, applicant: Applicant, *, kvk_as_rsin: bool = False) -> bool:
    """Tell whether this is the part of who asks.

    :param kvk_as_rsin: whether the KvK number stands in the place of the RSIN there (I-087, 12).
    """
    if role.kind is not applicant.kind:
        return False
    match applicant.kind:
        case PartyKind.PERSON:
            return _same(role.bsn, applicant.bsn)
        case PartyKind.COMPANY if kvk_as_rsin:
            return _same(role.rsin, applicant.kvk)
        case PartyKind.COMPANY:
            return _same(role.kvk, applicant.kvk) or _same(role.rsin, applicant.rsin)
        case PartyKind.BRANCH:
            # a branch of another company is another branch, whatever its number
            is_companys = not role.kvk or _same(role.kvk, applicant.kvk)
            return _same(role.branch, applicant.branch) and is_companys
        case _:
            return False


def _same(told: str, known: str) -> bool:
    return bool(known) and told == known


def _name(who: Item, kind: PartyKind | None) -> str:
    if kind is PartyKind.BRANCH:
        return (who.maybe(lambda name: _first_text(who, name), "handelsnaam")) or ""
    for fields in NAMES.get(kind, ()) if kind else ():
        if found := " ".join(part for part in (text(who, name) for name in fields) if part):
            return found
    return ""


def _first_text(who: Item, name: str) -> str:
    told = who.texts(name)
    return told[0] if told else ""
