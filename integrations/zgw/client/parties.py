"""How somebody is looked for: by which parameter and which number (I-031, I-086)."""

from collections.abc import Mapping
from typing import Final

from integrations.zgw.abilities import Abilities
from integrations.zgw.types.catalogue import Confidentiality
from integrations.zgw.types.options import CompanyBy
from integrations.zgw.types.parties import Applicant, Part, PartyKind

OF_CASE: Final = "rol__"
"""What parameters begin with that ask for cases by their roles."""
WHO: Final = "betrokkeneIdentificatie__"
PERSON: Final = f"{WHO}natuurlijkPersoon__inpBsn"
COMPANY: Final = f"{WHO}nietNatuurlijkPersoon__innNnpId"
COMPANY_BY_KVK: Final = f"{WHO}nietNatuurlijkPersoon__kvkNummer"
BRANCH: Final = f"{WHO}vestiging__vestigingsNummer"
COMPANY_OF_BRANCH: Final = f"{WHO}vestiging__kvkNummer"
PARTS: Final[Mapping[Part, str]] = {
    Part.ADVISER: "adviseur",
    Part.HANDLER: "behandelaar",
    Part.INTERESTED: "belanghebbende",
    Part.DECIDER: "beslisser",
    Part.INITIATOR: "initiator",
    Part.CONTACT: "klantcontacter",
    Part.COORDINATOR: "zaakcoordinator",
    Part.CO_INITIATOR: "mede_initiator",
}
LEVELS: Final[Mapping[Confidentiality, str]] = {
    Confidentiality.PUBLIC: "openbaar",
    Confidentiality.LIMITED_PUBLIC: "beperkt_openbaar",
    Confidentiality.INTERNAL: "intern",
    Confidentiality.CASE_CONFIDENTIAL: "zaakvertrouwelijk",
    Confidentiality.CONFIDENTIAL: "vertrouwelijk",
    Confidentiality.RESTRICTED: "confidentieel",
    Confidentiality.SECRET: "geheim",  # pragma: allowlist secret
    Confidentiality.TOP_SECRET: "zeer_geheim",  # pragma: allowlist secret
}


def looked_for(applicant: Applicant, able: Abilities) -> dict[str, str]:
    """Answer the parameters that find somebody's roles; none where there is no number to look for.

    A branch is looked for as a branch of its company wherever the system knows companies by their KvK number.
    """
    match applicant.kind:
        case PartyKind.PERSON:
            found = {PERSON: applicant.bsn}
        case PartyKind.BRANCH:
            company = {COMPANY_OF_BRANCH: applicant.kvk} if able.names_companies else {}
            found = {BRANCH: applicant.branch, **company}
        case PartyKind.COMPANY:
            found = _company(applicant, able.company_by)
        case _:
            found = {}
    return found if all(found.values()) else {}


def _company(applicant: Applicant, by: CompanyBy) -> dict[str, str]:
    match by:
        case CompanyBy.KVK:
            return {COMPANY_BY_KVK: applicant.kvk}
        case CompanyBy.KVK_AS_RSIN:
            return {COMPANY: applicant.kvk}
        case CompanyBy.RSIN:
            return {COMPANY: applicant.rsin}
