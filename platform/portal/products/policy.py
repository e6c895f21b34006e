"""Who sees which subject (requirements P-106, P-108): the one place where that is decided.

Who has signed in is told apart in `visitor_of`, and nowhere else.
"""

from enum import StrEnum
from typing import Final

from django.http import HttpRequest

from integrations.identities import SubjectKind
from portal.accounts.queries import whose
from portal.products.models import Category

COMPANIES: Final = frozenset({SubjectKind.KVK, SubjectKind.RSIN})


class Visitor(StrEnum):
    """The kinds of visitor that an editor can open a subject for."""

    ANONYMOUS = "anonymous"
    CITIZEN = "citizen"
    COMPANY = "company"


class RefusedError(Exception):
    """A subject is not for this kind of visitor."""


def visitor_of(request: HttpRequest) -> Visitor:
    """Tell what kind of visitor somebody is now: a company for as long as they act for one; no query for visitors."""
    found = whose(request)
    if found is None:
        return Visitor.ANONYMOUS
    return Visitor.COMPANY if found.subject and found.subject.kind in COMPANIES else Visitor.CITIZEN


def may_see(visitor: Visitor, category: Category) -> bool:
    """Tell whether a published subject is open to a kind of visitor."""
    open_to = {
        Visitor.ANONYMOUS: category.for_anonymous,
        Visitor.CITIZEN: category.for_citizens,
        Visitor.COMPANY: category.for_companies,
    }
    return open_to[visitor]
