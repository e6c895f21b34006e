"""Test a connection and write down what came of it."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from integrations.connections import queries
from integrations.connections.models import Connection
from integrations.connections.types import Finding, State, System
from tenants import audit
from tenants.entry import enter
from tenants.errors import DecryptionError
from tenants.types import TenantRef

from . import telling

type Check = Callable[..., Finding]


def examine(ref: TenantRef, system: System, *, by: audit.Actor) -> bool:
    """Test a connection; answer whether it is still the one that was tested.

    :raises NotConfiguredError: when there is none.
    """
    with enter(ref):  # no transaction is open while the other side takes its time
        connection = queries.connection_with(system)
        finding = _find(ref, system, connection)
    with transaction.atomic(), enter(ref):
        audit.record(
            "connection.tested",
            by=by,
            target=system.value,
            outcome="ok" if finding.state is State.OK else "failed",
            details={"finding": finding.value, "fingerprint": connection.fingerprint},
        )
        return _write(ref, connection, finding)


def _find(ref: TenantRef, system: System, connection: Connection) -> Finding:
    try:
        access = queries.access_by(connection)
    except DecryptionError:
        return Finding.SECRET_UNREADABLE
    check: Check = import_string(settings.CONNECTION_CHECKS[system.value])
    return check(access, tenant=ref)


def _write(ref: TenantRef, tested: Connection, finding: Finding) -> bool:
    current = Connection.objects.select_for_update().get(pk=tested.pk)
    if (current.secret, current.address) != (tested.secret, tested.address):
        return False
    current.state, current.finding, current.checked_at = finding.state.value, finding.value, timezone.now()
    current.save(update_fields=["state", "finding", "checked_at"])
    telling.tell(ref, current)
    return True
