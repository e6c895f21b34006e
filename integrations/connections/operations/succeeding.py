"""Have the next certificate take over, and note it."""

from integrations.connections.models import Connection
from tenants import audit
from tenants.types import TenantRef

from . import mending, succession


def succeed(ref: TenantRef, connection: Connection, *, by: audit.Actor) -> None:
    """Use the next certificate of a locked row from now on; call it where the change is recorded."""
    succession.advance(connection)
    connection.save()
    audit.record("connection.certificate_advanced", by=by, target=connection.reference)
    mending.begin_anew(ref, connection)
