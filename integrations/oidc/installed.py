"""The line to a provider that this installation trusts for its operators, who belong to no municipality.

It reaches what a production municipality may reach, or in a demo the stand-in and nothing else. No breaker stands
around it: there is one provider, and `memory` rests after a failure.
"""

import uuid
from typing import Final

from integrations.connections import clients
from integrations.connections.types import Access, System
from integrations.http import Deadline
from tenants.types import Kind, State, TenantRef

from .client import Line
from .types import Installed

NAMES: Final = uuid.UUID("5c3d4c0e-3f0c-4b0e-9d57-0a5f8e0f7f11")


def line(found: Installed, deadline: Deadline) -> Line:
    """Open the line."""
    access = Access(
        address=found.address.removesuffix("/"),
        client_id=found.client_id,
        secret=found.secret,
        former_secret=found.former_secret,
        key=uuid.uuid5(NAMES, found.address),
        system=System.OPENID,
    )
    kind = Kind.SANDBOX if found.is_stand_in else Kind.PRODUCTION
    return Line(access, _nobody(kind), deadline, clients.UNGUARDED, is_installed=True)


def _nobody(kind: Kind) -> TenantRef:
    """Stand where a client asks whose connection it is: no directory knows this one, and nobody can enter it."""
    return TenantRef(
        uuid=uuid.UUID(int=0),
        schema_name="",
        name="",
        state=State.DELETED,
        kind=kind,
        site_pk=0,
        host="",
        primary_host="",
        theme="",
    )
