"""Whether a tenant still serves, asked at every statement: work under way ends when it does not (architecture T4).

Between two looks at the directory's revision row this costs a look into a dictionary, or not even that: who was
confirmed is believed for as long as that row is.
"""

from functools import cache
from typing import Any, Protocol

from django.conf import settings

from .errors import NotServingError
from .types import TenantRef


class Belief(Protocol):
    """For how long it may be believed that a tenant serves."""

    def holds(self) -> bool:
        """Tell whether asking again would answer the same."""


class _Unasked:
    """Where nobody asks there is nothing to ask again."""

    def holds(self) -> bool:
        return not settings.TENANT_CONFIRMS_STANDING


def confirm(tenant: TenantRef) -> Belief:
    """Go on only if the tenant still serves; answer for how long that may be believed.

    :raises NotServingError: when it was suspended or deleted meanwhile.
    """
    if not tenant.serves or not settings.TENANT_CONFIRMS_STANDING:
        return _Unasked()
    belief: Belief = _directory().Belief()
    if not holds(tenant):
        raise NotServingError("This tenant serves no longer.")
    return belief


def holds(tenant: TenantRef) -> bool:
    """Tell whether a tenant that served when it was entered still does.

    One that did not serve then is being opened or changed by lifecycle, and none of our business.
    """
    if not tenant.serves or not settings.TENANT_CONFIRMS_STANDING:
        return True
    known: TenantRef | None = _directory().by_uuid(tenant.uuid)
    return known is not None and known.serves


@cache  # it is asked at every turn, and an import, though made long ago, looks for itself each time
def _directory() -> Any:
    """Import what needs models, and so the database's back end, which calls this module."""
    from . import directory

    return directory
