"""Keep connections tidy: forget what is over, let the next certificate take over, and tell how things stand."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from integrations.connections.models import Connection
from tenants import audit
from tenants.configuration import recording
from tenants.entry import current
from tenants.types import TenantRef

from . import succeeding, succession, telling


def tidy(key: str) -> None:
    """Forget secrets and certificates that nobody needs any more, and tell the console of every connection.

    :param key: of the work.
    """
    now, ref = timezone.now(), current()
    _forget_secrets(now)
    _succeed(ref, now)
    _forget_certificates(now)
    for connection in Connection.objects.order_by("pk"):
        telling.tell(ref, connection)


def _forget_secrets(now: datetime) -> None:
    over = Q(former_until__isnull=False, former_until__lte=now)
    for connection in Connection.objects.filter(over).select_for_update():
        connection.former_secret = connection.former_fingerprint = ""
        connection.former_until = None
        connection.save(update_fields=["former_secret", "former_fingerprint", "former_until"])
        audit.record("connection.former_dropped", by=audit.SYSTEM, target=connection.reference)


def _succeed(ref: TenantRef, now: datetime) -> None:
    """Write down which certificates took over meanwhile; whoever calls has used them since their moment."""
    due = Connection.objects.filter(next_from__lte=now).exclude(next_certificate="")
    if not due.exists():
        return
    with recording.changes(ref, by=audit.SYSTEM):
        for connection in due.select_for_update():
            succeeding.succeed(ref, connection, by=audit.SYSTEM)


def _forget_certificates(now: datetime) -> None:
    for connection in Connection.objects.exclude(former_certificate="").select_for_update():
        if succession.is_former_over(connection, now):
            succession.leave(connection, succession.FORMER)
            connection.save(update_fields=["former_certificate", "former_key"])
            details = {"which": succession.FORMER}
            audit.record(
                "connection.certificate_left", by=audit.SYSTEM, target=connection.reference, details=details
            )
