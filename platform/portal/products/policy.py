"""Who sees which subject (requirements P-106, P-108): the one place where that is decided.

Citizens and companies cannot sign in yet, so everybody is anonymous; who signs in later is told apart in
`visitor_of`, and nowhere else.
"""

from enum import StrEnum
from typing import Any

from portal.products.models import Category


class Visitor(StrEnum):
    """The kinds of visitor that an editor can open a subject for."""

    ANONYMOUS = "anonymous"
    CITIZEN = "citizen"
    COMPANY = "company"


class RefusedError(Exception):
    """A subject is not for this kind of visitor."""


def visitor_of(user: Any) -> Visitor:
    """Tell what kind of visitor a user is."""
    return Visitor.ANONYMOUS


def may_see(visitor: Visitor, category: Category) -> bool:
    """Tell whether a published subject is open to a kind of visitor."""
    open_to = {
        Visitor.ANONYMOUS: category.for_anonymous,
        Visitor.CITIZEN: category.for_citizens,
        Visitor.COMPANY: category.for_companies,
    }
    return open_to[visitor]
