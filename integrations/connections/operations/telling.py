"""Tell the console about a connection: the read model, without the secrets."""

from integrations.connections import portraits
from integrations.connections.models import Connection
from integrations.connections.types import FORMER_TOPIC, System, row_of, topic_of
from tenants import insights
from tenants.entry import outside
from tenants.models import Insight
from tenants.types import TenantRef


def tell(ref: TenantRef, connection: Connection) -> None:
    """Replace what the console knows of this connection."""
    insights.write(ref, topic_of(connection.pk), portraits.written(connection))
    if connection.pk == row_of(ref.uuid, System.CASE_SYSTEM):
        _forget(ref, FORMER_TOPIC)  # where a former version told of it


def forget(ref: TenantRef, connection: Connection) -> None:
    """Tell that a connection is no longer there."""
    _forget(ref, topic_of(connection.pk))


def _forget(ref: TenantRef, topic: str) -> None:
    with outside():
        Insight.objects.filter(tenant__uuid=ref.uuid, topic=topic).delete()
