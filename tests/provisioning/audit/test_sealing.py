"""Sealing against a real database: what is there is sealed once, whoever else is writing."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from provisioning.audit import sealing, streams, tasks, verification
from provisioning.audit.judging import Verdict
from provisioning.audit.streams import COLUMNS, OPERATORS, SEAL_COLUMNS, Stream
from tenants import audit
from tenants.audit.models import AuditRecord, AuditSeal
from tenants.entry import enter, outside
from tenants.models import OperatorRecord, OperatorSeal
from tenants.types import TenantRef
from tests import conftest as suite
from tests import municipalities

from .conftest import NOOR, act, stream_of

pytestmark = pytest.mark.covers("C-070", "architecture T14")


def verdict_of(stream: Stream) -> Verdict:
    (verdict,) = verification.verdicts_of({stream.name})
    return verdict


def sealed(stream: Stream) -> list[int]:
    return [number for seal in streams.seals(stream) for number, _ in seal.entries]


def test_what_is_hashed_is_every_column() -> None:
    assert {field.column for field in AuditRecord._meta.fields} == set(COLUMNS)
    assert {field.column for field in OperatorRecord._meta.fields} == {*COLUMNS, "tenant"}
    for model in (AuditSeal, OperatorSeal):
        assert {field.column for field in model._meta.fields} == set(SEAL_COLUMNS)


def test_a_job_seals_both_streams_and_a_second_run_finds_nothing_to_do(zonnedam: TenantRef) -> None:
    act(zonnedam, "one", "two")
    audit.record("operator.signed_in", by=NOOR)

    tasks.seal()
    made = sealing.seal_all()

    assert made == 0
    for stream in (stream_of(zonnedam), OPERATORS):
        verdict = verdict_of(stream)
        assert (verdict.problems, verdict.unsealed) == ([], 0)
        assert verdict.seals


def test_who_writes_makes_no_seal(zonnedam: TenantRef) -> None:
    act(zonnedam, "one")

    with enter(zonnedam):
        assert not AuditSeal.objects.exists()


def test_more_than_a_seal_can_hold_becomes_several(
    zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "MOST", 2)
    act(zonnedam, *"abcde")

    sealing.seal_all()

    verdict = verdict_of(stream_of(zonnedam))
    assert (verdict.is_whole, verdict.unsealed) == (True, 0)
    assert verdict.seals * 2 >= verdict.records


def test_streams_know_each_others_ends(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    act(zonnedam, "one")
    act(waterrijk, "one")
    audit.record("operator.signed_in", by=NOOR)
    sealing.seal_all()
    act(zonnedam, "two")
    sealing.seal_all()

    operators = list(streams.seals(OPERATORS))
    first, second = (dict(seal.anchors) for seal in operators)
    head = streams.head(stream_of(zonnedam))
    assert set(first) == {str(zonnedam.uuid), str(waterrijk.uuid)}
    assert head is not None
    assert second == {str(zonnedam.uuid): (head.number, head.hash)}
    assert head.anchors == {OPERATORS.name: (1, operators[0].hash)}


def test_a_head_that_a_killed_run_left_without_an_anchor_gets_one(zonnedam: TenantRef) -> None:
    act(zonnedam, "one")
    sealing.seal_all()
    act(zonnedam, "two")
    sealing.seal(stream_of(zonnedam))  # and there the worker died

    sealing.seal_all()

    last, head = streams.head(OPERATORS), streams.head(stream_of(zonnedam))
    assert last is not None
    assert head is not None
    assert last.anchors[str(zonnedam.uuid)] == (head.number, head.hash)


def test_one_municipalitys_trouble_is_not_the_others(
    zonnedam: TenantRef, waterrijk: TenantRef, caplog: pytest.LogCaptureFixture
) -> None:
    act(waterrijk, "one")
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{zonnedam.schema_name}".audit_auditseal RENAME COLUMN mac TO gone')

    sealing.seal_all()

    assert verdict_of(stream_of(waterrijk)).unsealed == 0
    assert [r.levelname for r in caplog.records if "audit.not_sealed" in r.getMessage()] == ["ERROR"]


# --- two connections -----------------------------------------------------------------------------

INSERT = """
INSERT INTO audit_auditrecord (recorded_at, action, actor_kind, actor, target, outcome, origin, details)
VALUES (now(), 'test.done', 'staff', '', %s, 'ok', '', '{}') RETURNING id
"""


class Writer:
    """A process of the portal that writes into a municipality's stream, on a connection of its own."""

    def __init__(self, raw: psycopg.Connection, tenant: TenantRef) -> None:
        self.raw = raw
        raw.execute(f'SET ROLE "{tenant.schema_name}"')
        raw.execute(f'SET search_path = "{tenant.schema_name}"')
        raw.commit()

    def write(self, name: str) -> int:
        (number,) = self.raw.execute(INSERT, [name]).fetchone() or (0,)
        return int(number)


@pytest.fixture
def slow(own_database: str, connect: Callable[[str], psycopg.Connection]) -> Any:
    """Answer a municipality and a way to get writers; everything really commits."""
    tenant = suite.tenant(municipalities.ZONNEDAM)
    opened: list[Writer] = []

    def writer() -> Writer:
        opened.append(Writer(connect("portal"), tenant))
        return opened[-1]

    yield tenant, writer
    for each in opened:
        each.raw.close()


def test_a_record_that_commits_after_a_later_number_was_sealed_is_sealed_too(slow: Any) -> None:
    tenant, writer = slow
    stream, late, quick = stream_of(tenant), writer(), writer()
    first, second = late.write("late"), quick.write("quick")
    quick.raw.commit()
    with outside():
        sealing.seal(stream)
        assert first < second
        assert second in sealed(stream)
        assert first not in sealed(stream)

        late.raw.commit()
        between = verdict_of(stream)
        sealing.seal(stream)

        assert (between.problems, between.unsealed) == ([], 1)
        assert sealed(stream)[-1] == first
        verdict = verdict_of(stream)
        assert (verdict.problems, verdict.unsealed) == ([], 0)
        last = streams.head(stream)
        assert last is not None
        assert last.waiting == ()


def test_however_many_come_late_none_is_left_behind(slow: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tenant, writer = slow
    stream, late, quick = stream_of(tenant), writer(), writer()
    numbers = [late.write(str(number)) for number in range(5)]
    quick.write("quick")
    quick.raw.commit()
    monkeypatch.setattr(sealing, "MOST", 2)
    with outside():
        sealing.seal(stream)
        late.raw.commit()
        sealing.seal(stream)

        assert set(numbers) <= set(sealed(stream))
        assert verdict_of(stream).problems == []


def test_a_younger_transaction_may_hold_the_lower_number(slow: Any) -> None:
    """Show why the number of a transaction does not tell: it is drawn after, or long before, that of the record."""
    tenant, writer = slow
    stream, old, young = stream_of(tenant), writer(), writer()
    old.raw.execute("SELECT pg_current_xact_id()")  # the older transaction
    first, second = young.write("young"), old.write("old")
    old.raw.commit()
    with outside():
        sealing.seal(stream)
        assert first < second
        young.raw.commit()
        sealing.seal(stream)

        assert verdict_of(stream).problems == []
        assert {first, second} <= set(sealed(stream))


def test_a_number_whose_transaction_was_undone_stops_waiting_and_may_not_be_filled(slow: Any) -> None:
    tenant, writer = slow
    stream, undone, quick = stream_of(tenant), writer(), writer()
    number = undone.write("undone")
    quick.write("quick")
    quick.raw.commit()
    with outside():
        sealing.seal(stream)
        assert _waits(stream, number)
        undone.raw.rollback()
        quick.write("more")
        quick.raw.commit()
        sealing.seal(stream)
        assert not _waits(stream, number)
        assert verdict_of(stream).problems == []

        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO "{tenant.schema_name}".audit_auditrecord'
                " (id, recorded_at, action, actor_kind, actor, target, outcome, origin, details)"
                " OVERRIDING SYSTEM VALUE VALUES (%s, now(), 'x', 'staff', '', '', 'ok', '', '{}')",
                [number],
            )

        assert [(p.kind, p.record) for p in verdict_of(stream).problems] == [("inserted", number)]


def test_a_number_that_is_drawn_and_not_written_yet_keeps_waiting(slow: Any) -> None:
    """Show why the lock is asked for: its holder has a number and, as far as others see, no transaction."""
    tenant, writer = slow
    stream, drawing, quick = stream_of(tenant), writer(), writer()
    drawing.raw.execute(
        "LOCK TABLE audit_auditrecord IN ROW EXCLUSIVE MODE"
    )  # as an INSERT does at its start
    (number,) = drawing.raw.execute(
        "SELECT nextval(pg_get_serial_sequence('audit_auditrecord', 'id'))"
    ).fetchone()
    quick.write("quick")
    quick.raw.commit()
    with outside():
        sealing.seal(stream)

    assert _waits(stream, number)


def test_neither_writer_nor_sealer_waits_for_the_other(slow: Any) -> None:
    tenant, writer = slow
    stream, one, other = stream_of(tenant), writer(), writer()
    one.write("open")
    with outside(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1ms'")
        other.raw.execute("SET lock_timeout = '1ms'")

        sealing.seal(stream)
        other.write("during")
        other.raw.commit()


def test_two_workers_do_not_seal_the_same(slow: Any) -> None:
    tenant, writer = slow
    stream = stream_of(tenant)
    act(tenant, "one")
    busy = writer().raw
    second = int.from_bytes(sealing.hashlib.sha256(stream.name.encode()).digest()[:4], signed=True)
    busy.execute("SELECT pg_advisory_xact_lock(%s, %s)", [sealing.LOCKS, second])
    with outside():
        assert sealing.seal(stream) == 0
        busy.commit()
        assert sealing.seal(stream) == 1


def _waits(stream: Stream, number: int) -> bool:
    last = streams.head(stream)
    assert last is not None
    return any(first <= number <= end for first, end in last.waiting)
