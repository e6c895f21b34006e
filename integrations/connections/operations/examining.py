"""Test a connection and write down what came of it."""

import time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from integrations.connections import portraits, queries
from integrations.connections.doctor import walking
from integrations.connections.doctor.walking import Report
from integrations.connections.inbox.models import Command
from integrations.connections.models import Connection
from integrations.connections.types import Access, Finding, Layer, State, Step, StepState
from tenants import audit, fields, keys
from tenants.entry import enter
from tenants.errors import DecryptionError
from tenants.types import TenantRef

from . import applying, telling

WATCHED = ("secret", "address", "authentication", "client_id", "token_address", "trusted", "certificate")
"""With one of these changed it is another connection that was tested."""


def examine(ref: TenantRef, command: Command) -> bool:
    """Test a connection; answer whether it is still the one that was tested.

    :raises NotConfiguredError: when there is none.
    """
    began = time.monotonic()
    with enter(ref):  # no transaction is open while the other side takes its time
        connection = queries.connection_with(applying.row_of_command(command))
        report = _report(ref, connection)
    rest(began)
    with transaction.atomic(), enter(ref):
        audit.record(
            "connection.tested",
            by=command.by,
            target=connection.reference,
            outcome="ok" if report.finding.state is State.OK else "failed",
            details={"finding": report.finding.value, "fingerprint": connection.fingerprint},
        )
        return _write(ref, connection, report)


def attempt(ref: TenantRef, command: Command) -> dict[str, Any]:
    """Test what is filled in and not kept; answer what came of it, without a secret.

    :raises RefusedError: when the kept secret would be shown to somebody else.
    :raises DecryptionError: when the secret was sealed for another place.
    """
    began = time.monotonic()
    with enter(ref):
        report = walking.walk(_tried(ref, command), tenant=ref)
    rest(began)
    return {
        "finding": report.finding.value,
        "steps": portraits.kept(list(report.steps)),
        "version": report.version,
        "found": dict(report.found),
    }


def rest(began: float) -> None:
    """Wait until a test took as long as all tests do at least: how fast it failed tells nothing (attack W03)."""
    left = began + settings.CONNECTION_TEST_FLOOR - time.monotonic()
    if left > 0:
        time.sleep(left)


def _report(ref: TenantRef, connection: Connection) -> Report:
    if not connection.is_complete:
        return _stuck(Finding.SECRET_MISSING)
    try:
        access = queries.access_by(connection)
    except DecryptionError:
        return _stuck(Finding.SECRET_UNREADABLE)
    return walking.walk(access, tenant=ref)


def _stuck(finding: Finding) -> Report:
    """Answer a report about what stands in the way before anybody was called."""
    return Report((Step(Layer.AUTHENTICATION, StepState.FAILED, finding),), finding)


def _tried(ref: TenantRef, command: Command) -> Access:
    row, told = applying.row_of_command(command), command.payload
    kept = Connection.objects.filter(pk=row).first()
    connection = applying.filled(kept or Connection(pk=row), command)
    if "secret" in told:
        secret = keys.decrypt(told["secret"], tenant=ref.uuid, place=fields.place(Connection, "secret", row))
    elif kept is not None:
        applying.refuse_lure(Connection.objects.get(pk=row), told)
        secret = queries.SECRET.reveal(kept)
    else:
        secret = ""
    return queries.assembled(connection, secret=secret, former_secret="", key=queries.KEY.reveal(connection))


def _write(ref: TenantRef, tested: Connection, report: Report) -> bool:
    current = Connection.objects.select_for_update().filter(pk=tested.pk).first()
    if current is None or any(getattr(current, name) != getattr(tested, name) for name in WATCHED):
        return False
    current.state, current.finding = report.finding.state.value, report.finding.value
    current.checked_at, current.steps = timezone.now(), portraits.kept(list(report.steps))
    if report.version or report.found:
        current.version, current.found = report.version[:40], dict(report.found)
    current.save(update_fields=["state", "finding", "checked_at", "steps", "version", "found"])
    telling.tell(ref, current)
    return True
