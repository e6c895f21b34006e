"""Whoever owns the database can change a stream, and not unseen (attack P11)."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.core.cache import caches
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from provisioning.audit import presenters, sealing, streams, tasks, verification
from provisioning.audit.judging import judge
from provisioning.lifecycle import ddl
from tenants import audit
from tenants.audit.models import AuditRecord, AuditSeal
from tenants.entry import enter
from tenants.models import OperatorRecord
from tenants.types import TenantRef

from .conftest import NOOR, act, altered, stream_of

pytestmark = [pytest.mark.covers("C-070", "architecture T14")]
RECORDS = '"{schema}".audit_auditrecord'
SEALS = '"{schema}".audit_auditseal'
LAST = "(SELECT max(id) FROM {records})"


@pytest.fixture(autouse=True)
def _own_cache(settings: Settings) -> None:
    settings.CACHES = {"shared": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["shared"].clear()


@pytest.fixture
def sealed(zonnedam: TenantRef, waterrijk: TenantRef) -> TenantRef:
    """Answer a municipality whose stream has several seals."""
    for name in ("one", "two", "three"):
        act(zonnedam, name, f"{name} more")
        audit.record("operator.signed_in", by=NOOR, details={"factor": name})
        act(waterrijk, name)
        sealing.seal_all()
    return zonnedam


def kinds(name: str) -> list[str]:
    (verdict,) = verification.verdicts_of({name})
    return sorted({problem.kind for problem in verdict.problems})


def test_an_untouched_stream_is_whole_and_no_alarm(
    sealed: TenantRef, caplog: pytest.LogCaptureFixture
) -> None:
    before = OperatorRecord.objects.count()

    tasks.verify()

    assert all(verdict.is_whole for verdict in verification.verdicts_of())
    assert caches["shared"].get("audit.chain")["broken"] == 0
    assert OperatorRecord.objects.count() == before
    assert [r for r in caplog.records if r.levelname == "ERROR"] == []


TAMPERING = {
    "altered": ("UPDATE {records} SET actor = 'mallory' WHERE id = {last}", ["altered"]),
    "altered in a detail": ("UPDATE {records} SET details = '{{\"name\": \"x\"}}' WHERE id = {last}", ["altered"]),
    "altered in time": ("UPDATE {records} SET recorded_at = '2020-01-01' WHERE id = {last}", ["altered"]),
    "deleted": ("DELETE FROM {records} WHERE id = {last}", ["removed"]),
    "deleted all": ("DELETE FROM {records}", ["removed"]),
    "reordered": (
        "UPDATE {records} SET id = 9999999 WHERE id = {last}; UPDATE {records} SET id = id + 1 WHERE id ="
        " (SELECT max(id) FROM {records} WHERE id < 9999999); UPDATE {records} SET id ="
        " (SELECT max(id) - 1 FROM {records} WHERE id < 9999999) WHERE id = 9999999",
        ["altered"],
    ),
    "seal altered": ("UPDATE {seals} SET entries = '[]' WHERE number = 2", ["inserted", "seal"]),
    "seal made nonsense": ("UPDATE {seals} SET entries = '[[\"x\", 1], 2]' WHERE number = 2", ["seal"]),
    "seals dropped": ("ALTER TABLE {seals} DROP COLUMN hash", ["seal"]),
    "seal deleted": ("DELETE FROM {seals} WHERE number = 2", ["inserted", "seal"]),
    "tail cut": (
        "DELETE FROM {records} WHERE id IN (SELECT (e->>0)::bigint FROM {seals}, jsonb_array_elements(entries) e"
        " WHERE number = (SELECT max(number) FROM {seals}));"
        "DELETE FROM {seals} WHERE number = (SELECT max(number) FROM {seals})",
        ["cut"],
    ),
    "all cut": ("DELETE FROM {records}; DELETE FROM {seals}", ["cut"]),
    "seals thrown away": ("DELETE FROM {seals}", ["cut"]),
}  # fmt: skip


@pytest.mark.attack("P11")
@pytest.mark.parametrize("how", TAMPERING)
def test_what_the_owner_does_to_a_municipalitys_stream_is_seen(
    sealed: TenantRef, waterrijk: TenantRef, how: str
) -> None:
    statement, wanted = TAMPERING[how]
    records = RECORDS.format(schema=sealed.schema_name)
    seals = SEALS.format(schema=sealed.schema_name)
    assert kinds(str(sealed.uuid)) == []

    altered(statement.format(records=records, seals=seals, last=LAST.format(records=records)))

    assert kinds(str(sealed.uuid)) == wanted
    assert kinds(str(waterrijk.uuid)) == []
    assert kinds("operators") == []


@pytest.mark.attack("P11")
@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("UPDATE tenants_operatorrecord SET actor = 'mallory' WHERE id = (SELECT min(id) FROM tenants_operatorrecord)",
         ["altered"]),
        ("DELETE FROM tenants_operatorseal WHERE number = 3;"
         "DELETE FROM tenants_operatorrecord WHERE id = (SELECT max(id) FROM tenants_operatorrecord)", []),
        ("DELETE FROM tenants_operatorseal; DELETE FROM tenants_operatorrecord", ["cut"]),
    ],
    ids=["altered", "the very last seal", "all cut"],
)  # fmt: skip
def test_what_the_owner_does_to_the_operators_stream_is_seen(
    sealed: TenantRef, statement: str, wanted: list[str]
) -> None:
    """The end of the operators' stream is known to the next seal of any municipality, and to the log until then."""
    altered(statement)

    assert kinds("operators") == wanted


@pytest.mark.attack("P11")
def test_a_record_that_is_put_between_sealed_ones_is_seen(sealed: TenantRef) -> None:
    records = RECORDS.format(schema=sealed.schema_name)
    altered(
        f"INSERT INTO {records} (id, recorded_at, action, actor_kind, actor, target, outcome, origin, details)"
        " OVERRIDING SYSTEM VALUE VALUES (-5, now(), 'x', 'staff', '', '', 'ok', '', '{}')"
    )

    assert kinds(str(sealed.uuid)) == ["inserted"]


@pytest.mark.attack("P11")
def test_a_clock_that_was_set_back_changes_no_order(sealed: TenantRef) -> None:
    act(sealed, "later")
    altered(
        f"UPDATE {RECORDS.format(schema=sealed.schema_name)} SET recorded_at = '2020-01-01' WHERE target = 'later'"
    )

    sealing.seal_all()

    assert kinds(str(sealed.uuid)) == []


def test_a_broken_chain_is_an_alarm_in_the_log_both_streams_and_health(
    sealed: TenantRef, caplog: pytest.LogCaptureFixture
) -> None:
    records = RECORDS.format(schema=sealed.schema_name)
    altered(f"UPDATE {records} SET actor = 'mallory' WHERE id = {LAST.format(records=records)}")

    tasks.verify()

    record = OperatorRecord.objects.get(action="audit.broken")
    line = presenters.lines([record], personal=False)[0]
    assert record.tenant == sealed.uuid
    assert line.text == "Het logboek klopt niet met zijn zegels"
    assert line.refused
    assert caches["shared"].get("audit.chain")["broken"] == 1
    assert [r.levelname for r in caplog.records if "audit.broken" in r.getMessage()] == ["ERROR"]


# --- who serves cannot even try ------------------------------------------------------------------


@pytest.mark.attack("P11")
@pytest.mark.parametrize("login", ["portal", "portal_worker"])
@pytest.mark.parametrize("statement", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}", "TRUNCATE {t}"])
@pytest.mark.parametrize(("table", "column"), [("audit_auditrecord", "actor"), ("audit_auditseal", "hash")])
def test_who_serves_a_municipality_can_change_neither_records_nor_seals(
    zonnedam: TenantRef,
    connect: Callable[[str], psycopg.Connection],
    login: str,
    statement: str,
    table: str,
    column: str,
) -> None:
    with connect(login) as raw:
        raw.execute(f'SET ROLE "{zonnedam.schema_name}"')
        raw.execute(
            f'SELECT * FROM "{zonnedam.schema_name}".{table}'
        )  # the control: it is there and may be read
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            raw.execute(statement.format(t=f'"{zonnedam.schema_name}".{table}', c=column))


@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "DELETE"])
def test_a_table_of_seals_that_a_migration_brings_is_closed_too(zonnedam: TenantRef, right: str) -> None:
    """New tables of a schema get all rights by default; after its migrations they are taken back."""
    schema = zonnedam.schema_name
    altered(f'GRANT {right} ON "{schema}".audit_auditseal TO "{schema}"')
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, %s, %s)", [schema, f'"{schema}".audit_auditseal', right]
        )
        assert cursor.fetchone() == (True,)

        ddl.restrict(cursor.execute, schema)

        cursor.execute(
            "SELECT has_table_privilege(%s, %s, %s)", [schema, f'"{schema}".audit_auditseal', right]
        )
        assert cursor.fetchone() == (False,)


@pytest.mark.attack("P11")
def test_who_serves_a_municipality_adds_records_and_no_seals(zonnedam: TenantRef) -> None:
    values: dict[str, Any] = {
        "sealed_at": timezone.now(),
        "upto": 0,
        "waiting": [],
        "entries": [],
        "anchors": {},
    }
    with enter(zonnedam):
        AuditRecord.objects.create(action="x", actor_kind="staff")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            AuditSeal.objects.create(number=1, previous="0" * 64, hash="0" * 64, mac="", **values)


@pytest.mark.attack("P11")
@pytest.mark.parametrize("login", ["portal", "portal_worker", "console"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE public.tenants_operatorrecord SET actor = 'x'",
        "DELETE FROM public.tenants_operatorrecord",
        "TRUNCATE public.tenants_operatorrecord",
        "SELECT * FROM public.tenants_operatorseal",
        "INSERT INTO public.tenants_operatorseal DEFAULT VALUES",
        "UPDATE public.tenants_operatorseal SET hash = 'x'",
        "DELETE FROM public.tenants_operatorseal",
    ],
)
def test_who_serves_can_change_nothing_of_the_operators_stream(
    zonnedam: TenantRef, connect: Callable[[str], psycopg.Connection], login: str, statement: str
) -> None:
    with connect(login) as raw, pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw.execute(statement)


def test_records_and_seals_are_read_a_few_at_a_time(
    sealed: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PAGE", "SEALS"):
        monkeypatch.setattr(streams, name, 1)

    with CaptureQueriesContext(connection) as asked:
        (verdict,) = verification.verdicts_of({str(sealed.uuid)})

    reading = [
        each["sql"] for each in asked if "audit_audit" in each["sql"] and "pg_class" not in each["sql"]
    ]
    assert verdict.is_whole
    assert (verdict.seals > 1, verdict.records > 2) == (True, True)
    assert len(reading) > verdict.seals + verdict.records
    assert [sql for sql in reading if "LIMIT 1" not in sql] == []


def test_what_is_sealed_while_a_look_goes_on_is_no_forgery(
    sealed: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which seals count is settled before the first record is read."""
    monkeypatch.setattr(streams, "PAGE", 1)
    stream = stream_of(sealed)
    seals, rows = streams.seals(stream), streams.records(stream)
    first = next(seals)
    act(sealed, "meanwhile")
    sealing.seal_all()

    verdict = judge(stream.name, rows, [first, *seals], key=sealing.key())

    assert (verdict.problems, verdict.unsealed) == ([], 1)
