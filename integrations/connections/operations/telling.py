"""Tell the console about a connection: the read model, without the secret."""

from datetime import datetime

from integrations.connections.models import Connection
from integrations.connections.types import EXPLANATIONS, TOPIC, Finding
from tenants import insights
from tenants.types import TenantRef


def tell(ref: TenantRef, connection: Connection) -> None:
    """Replace what the console knows of this connection."""
    finding = connection.finding
    insights.write(
        ref,
        TOPIC,
        {
            "system": connection.system,
            "address": connection.address,
            "client_id": connection.client_id,
            "fingerprint": connection.fingerprint,
            "state": connection.state,
            "finding": finding,
            "message": str(EXPLANATIONS[Finding(finding)]) if finding else "",
            "checked_at": _written(connection.checked_at),
            "changed_at": _written(connection.changed_at),
            "changed_by": connection.changed_by,
        },
    )


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
