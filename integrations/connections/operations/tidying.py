"""Keep connections tidy: forget former secrets whose time is over, and tell the console how things stand."""

from django.db.models import Q
from django.utils import timezone

from integrations.connections.models import Connection
from tenants import audit
from tenants.entry import current

from . import telling


def tidy(key: str) -> None:
    """Forget former secrets that nobody needs any more, and tell the console of every connection.

    :param key: of the work.
    """
    now, ref = timezone.now(), current()
    over = Q(former_until__isnull=False, former_until__lte=now)
    for connection in Connection.objects.filter(over).select_for_update():
        connection.former_secret = connection.former_fingerprint = ""
        connection.former_until = None
        connection.save(update_fields=["former_secret", "former_fingerprint", "former_until"])
        audit.record("connection.former_dropped", by=audit.SYSTEM, target=connection.reference)
    for connection in Connection.objects.order_by("pk"):
        telling.tell(ref, connection)
