"""What a case system can do: the one place where its capabilities become choices (I-087, M-05)."""

from dataclasses import dataclass
from typing import Final

from integrations.connections.types import Access

from .types.options import CompanyBy, Options

EXPAND: Final = "cases.expand"
SEARCH: Final = "cases.search"
ORDERING: Final = "cases.ordering"
PAGE_SIZE: Final = "cases.page_size"
ROLES_COMBINED: Final = "cases.roles_combined"
INITIATOR: Final = "cases.initiator"
COMPANY_NUMBER: Final = "cases.company_number"
COMPANY_NUMBER_AS_RSIN: Final = "cases.company_number_as_rsin"
STATUS_DAYS: Final = "cases.status_days"
INTERNAL_NUMBERS: Final = "cases.internal_numbers"
PARTS: Final = "documents.parts"


@dataclass(frozen=True, slots=True)
class Abilities:
    """How one case system is asked, and how its answers are read."""

    expands: bool
    """One call brings status, result, types and roles of each case."""
    searches: bool
    """Looks for cases by POST: no number of anybody stands in an address."""
    orders: bool
    sizes_pages: bool
    combines_roles: bool
    """Finds somebody's roles in one case."""
    knows_parts: bool
    """Finds cases by the part that somebody has in them; else all of somebody's come, and are told apart here."""
    filters_companies: bool
    """Finds cases of companies and branches; else their roles are found, and by these their cases."""
    company_by: CompanyBy
    names_companies: bool
    """Knows the KvK number of companies and branches."""
    tells_days_only: bool
    """Of a status the day alone: the order within a day is the reverse of the list's (5)."""
    has_internal_numbers: bool
    """Cases have a number that nobody knows (11)."""
    takes_parts: bool
    """Takes large files in parts."""


def of(access: Access, options: Options) -> Abilities:
    """Answer what a system can do, as its profile and the last probe say."""
    can = access.capabilities
    return Abilities(
        expands=EXPAND in can,
        searches=SEARCH in can,
        orders=ORDERING in can,
        sizes_pages=PAGE_SIZE in can,
        combines_roles=ROLES_COMBINED in can,
        knows_parts=INITIATOR in can,
        filters_companies=bool({COMPANY_NUMBER, COMPANY_NUMBER_AS_RSIN} & can),
        company_by=options.company_by or _company_by(can),
        names_companies=COMPANY_NUMBER in can,
        tells_days_only=STATUS_DAYS in can,
        has_internal_numbers=INTERNAL_NUMBERS in can,
        takes_parts=PARTS in can,
    )


def _company_by(can: frozenset[str]) -> CompanyBy:
    if COMPANY_NUMBER in can:
        return CompanyBy.KVK
    return CompanyBy.KVK_AS_RSIN if COMPANY_NUMBER_AS_RSIN in can else CompanyBy.RSIN
