"""Whether a tenant still serves, asked at every statement: work under way ends when it does not (architecture T4).

Between two looks at the directory's revision row this costs a look into a dictionary.
"""

from django.conf import settings

from .errors import NotServingError
from .types import TenantRef


def holds(tenant: TenantRef) -> bool:
    """Tell whether a tenant that served when it was entered still does.

    One that did not serve then is being opened or changed by lifecycle, and none of our business.
    """
    if not tenant.serves or not settings.TENANT_CONFIRMS_STANDING:
        return True
    from . import directory  # needs models, and so the database backend, which calls this

    known = directory.by_uuid(tenant.uuid)
    return known is not None and known.serves


def confirm(tenant: TenantRef) -> None:
    """Go on only if the tenant still serves.

    :raises NotServingError: when it was suspended or deleted meanwhile.
    """
    if not holds(tenant):
        raise NotServingError("This tenant serves no longer.")
