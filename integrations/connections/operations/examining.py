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
from tenants.configuration import recording
from tenants.entry import enter
from tenants.errors import DecryptionError
from tenants.types import TenantRef

from . import applying, succeeding, telling

WATCHED = (
    "secret", "address", "authentication", "client_id", "token_address", "trusted", "certificate",
    "next_certificate", "next_from",
)  # fmt: skip
"""With one of these changed it is another connection that was tested."""


def examine(ref: TenantRef, command: Command) -> bool:
    """Test a connection; answer whether it is still the one that was tested.

    :raises NotConfiguredError: when there is none.
    """
    began = time.monotonic()
    with enter(ref):  # no transaction is open while the other side takes its time
        connection = queries.connection_with(applying.row_of_command(command))
        report, following = _report(ref, connection), _report_on_next(ref, connection)
    rest(began)
    takes_over = _takes_over(connection, following)
    with enter(ref), recording.changes(ref, by=command.by) if takes_over else transaction.atomic():
        found = following if following and takes_over else report
        audit.record(
            "connection.tested",
            by=command.by,
            target=connection.reference,
            outcome="ok" if found.finding.state is State.OK else "failed",
            details={"finding": found.finding.value, "fingerprint": connection.fingerprint},
        )
        return _write(ref, connection, report, following, by=command.by)


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


def _report_on_next(ref: TenantRef, connection: Connection) -> Report | None:
    """Try the certificate that follows, where there is one that is not in use yet."""
    is_waiting = bool(connection.next_certificate) and not connection.is_next_due(timezone.now())
    if not is_waiting or not connection.is_complete:
        return None
    try:
        access = queries.access_with_next(connection)
    except DecryptionError:
        return _stuck(Finding.SECRET_UNREADABLE)
    return walking.walk(access, tenant=ref)


def _takes_over(tested: Connection, following: Report | None) -> bool:
    """Tell whether the next certificate is to be used from now on: a test with it decides, or its moment has come."""
    went_well = following is not None and following.finding.state is State.OK
    return tested.is_next_due(timezone.now()) or (went_well and tested.next_from is None)


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
    return queries.assembled(
        connection, secret=secret, former_secret="", certificates=queries.certificates_by(connection)
    )


def _write(
    ref: TenantRef, tested: Connection, report: Report, following: Report | None, *, by: audit.Actor
) -> bool:
    current = Connection.objects.select_for_update().filter(pk=tested.pk).first()
    if current is None or any(getattr(current, name) != getattr(tested, name) for name in WATCHED):
        return False
    if following is not None:
        current.next_finding = following.finding.value
        current.save(update_fields=["next_finding"])
    if _takes_over(tested, following):
        report = following or report
        succeeding.succeed(ref, current, by=by)
    current.state, current.finding = report.finding.state.value, report.finding.value
    current.checked_at, current.steps = timezone.now(), portraits.kept(list(report.steps))
    if report.version or report.found:
        current.version, current.found = report.version[:40], dict(report.found)
    current.save(update_fields=["state", "finding", "checked_at", "steps", "version", "found"])
    telling.tell(ref, current)
    return True
