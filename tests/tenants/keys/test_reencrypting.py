"""A municipality's data key can be changed under way: nothing is lost, and nobody notices (attack W25)."""

import io
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from integrations.connections import operations
from integrations.connections.models import SEALED, Connection
from tenants import keys, registers
from tenants.entry import enter
from tenants.errors import DecryptionError
from tenants.keys import reencrypting
from tenants.models import DataKey, OperatorRecord, Tenant
from tenants.types import TenantRef
from tests.tenants.keys.conftest import COLUMN, OPERATOR, PLAIN, field

pytestmark = [pytest.mark.attack("W25"), pytest.mark.covers("M-02", "architecture T13")]
AT_ONCE = timedelta(0)


def rotate(tenant: TenantRef, grace: timedelta = AT_ONCE, **options: Any) -> reencrypting.Rotation:
    row = Tenant.objects.get(uuid=tenant.uuid)
    return reencrypting.rotate(row, by=OPERATOR, why="Jaarlijks", grace=grace, **options)


def numbers(tenant: TenantRef) -> list[int]:
    found = DataKey.objects.filter(tenant__uuid=tenant.uuid).order_by("number")
    return list(found.values_list("number", flat=True))


def told(*words: str) -> tuple[int, Any]:
    out = io.StringIO()
    try:
        call_command("rotate_data_key", *words, "--json", stdout=out)
    except SystemExit as end:
        return int(end.code or 0), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_all_is_under_the_new_key_and_the_old_one_is_gone(
    zonnedam: TenantRef, put: Any, read: Any, as_stored: Any
) -> None:
    put(zonnedam)
    assert as_stored(zonnedam).startswith("v1:1:")

    found = rotate(zonnedam)

    assert (found.number, found.rewritten, found.deleted, found.is_done) == (2, 1, [1], True)
    assert as_stored(zonnedam).startswith("v1:2:")
    assert numbers(zonnedam) == [2]
    assert read(zonnedam) == PLAIN


def test_every_secret_of_a_connection_is_taken_along(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        registers.canaries.get("connections").fill("Kanarie")

    found = rotate(zonnedam)

    assert found.rewritten == len(SEALED)
    with enter(zonnedam):
        row = Connection.objects.get()
        assert {Connection._meta.get_field(name).reveal(row) for name in SEALED} == {"Kanarie"}


def test_more_rows_than_a_batch_are_all_taken(zonnedam: TenantRef, put: Any) -> None:
    row = put(zonnedam)
    with enter(zonnedam):
        for number in range(4):
            row.pk, row.system = uuid.uuid4(), f"system-{number}"
            field().encrypt(f"{PLAIN} {number}", row)
            row.save(force_insert=True)

    found = rotate(zonnedam, batch=2)

    assert (found.rewritten, numbers(zonnedam)) == (5, [2])
    with enter(zonnedam):
        revealed = {field().reveal(each) for each in COLUMN.rows()}
    assert revealed == {PLAIN, *(f"{PLAIN} {number}" for number in range(4))}


def test_the_others_keep_theirs(zonnedam: TenantRef, waterrijk: TenantRef, put: Any, as_stored: Any) -> None:
    put(waterrijk)
    before = as_stored(waterrijk)

    rotate(zonnedam)

    assert as_stored(waterrijk) == before
    assert numbers(waterrijk) == [1]


def test_the_old_key_stays_for_who_holds_a_row_that_he_read_before(zonnedam: TenantRef, put: Any) -> None:
    held = put(zonnedam)

    found = rotate(zonnedam, timedelta(minutes=5))

    assert (found.waits_for, numbers(zonnedam)) == ("grace", [1, 2])
    with enter(zonnedam):
        assert field().reveal(held) == PLAIN


def test_without_that_time_he_could_not_read_it(zonnedam: TenantRef, put: Any) -> None:
    """The control."""
    held = put(zonnedam)

    rotate(zonnedam)

    with enter(zonnedam), pytest.raises(DecryptionError):
        field().reveal(held)


def test_what_such_a_one_writes_back_is_taken_along_by_the_next_run(
    zonnedam: TenantRef, put: Any, read: Any, as_stored: Any
) -> None:
    held = put(zonnedam)
    rotate(zonnedam, timedelta(minutes=5))
    with enter(zonnedam):
        held.save()
    assert as_stored(zonnedam).startswith("v1:1:")

    again = rotate(zonnedam, timedelta(minutes=5))
    last = rotate(zonnedam)

    assert (again.number, again.rewritten, again.waits_for) == (2, 1, "grace")
    assert (last.rewritten, last.deleted) == (0, [1])
    assert read(zonnedam) == PLAIN


def test_as_soon_as_there_is_a_new_key_nothing_is_written_under_the_old_one(
    zonnedam: TenantRef, put: Any, as_stored: Any
) -> None:
    rotate(zonnedam, timedelta(minutes=5))

    put(zonnedam)

    assert as_stored(zonnedam).startswith("v1:2:")


def test_a_run_that_was_stopped_is_taken_up_by_the_next(zonnedam: TenantRef, put: Any, read: Any) -> None:
    class Stopped(Exception): ...  # noqa: N818

    def stop(rewritten: int) -> None:
        raise Stopped

    put(zonnedam)
    with pytest.raises(Stopped):
        rotate(zonnedam, show=stop)
    assert numbers(zonnedam) == [1, 2]

    found = rotate(zonnedam)

    assert (found.number, numbers(zonnedam)) == (2, [2])
    assert read(zonnedam) == PLAIN


def test_a_value_that_cannot_be_read_is_told_and_its_key_stays(
    zonnedam: TenantRef, put: Any, as_stored: Any
) -> None:
    put(zonnedam)
    spoilt = as_stored(zonnedam)[:-8] + "AAAAAAA="
    with enter(zonnedam):
        COLUMN.rows().update(**{COLUMN.name: spoilt})

    found = rotate(zonnedam)

    assert found.unreadable == {"connections_connection.secret": 1}
    assert (found.waits_for, numbers(zonnedam), as_stored(zonnedam)) == ("unreadable", [1, 2], spoilt)


def test_a_secret_on_its_way_to_the_municipality_keeps_the_old_key_until_it_is_there(
    zonnedam: TenantRef, waiting: Callable[[], Any], read: Any
) -> None:
    command = waiting()

    assert rotate(zonnedam).waits_for == "elsewhere"

    operations.carry_out(command=command)
    assert rotate(zonnedam).deleted == [1]
    assert read(zonnedam) == "geheim-onderweg"


@pytest.fixture
def waiting(zonnedam: TenantRef) -> Callable[[], Any]:
    """Leave a change of the connection's secret that no worker has carried out."""
    from integrations.connections.inbox.models import Command, Kind
    from integrations.connections.types import System, row_of
    from tenants import fields

    def leave() -> Any:
        place = fields.place(Connection, "secret", row_of(zonnedam.uuid, System.CASE_SYSTEM))
        payload = {
            "address": "https://zaken.example/zgw",
            "client_id": "x",
            "secret": keys.encrypt("geheim-onderweg", tenant=zonnedam.uuid, place=place),
            "fingerprint": "0" * 8,
        }
        made = Command.objects.create(
            tenant=zonnedam.uuid, system=System.CASE_SYSTEM.value, kind=Kind.CHANGE, payload=payload,
            actor_kind="operator",
        )  # fmt: skip
        return made.uuid

    return leave


def test_the_command_says_when_the_old_key_may_go_and_ends_with_another_code(
    zonnedam: TenantRef, put: Any
) -> None:
    put(zonnedam)

    code, [said] = told(zonnedam.primary_host, "--reason", "Jaarlijks")
    assert (code, said["number"], said["rewritten"], said["waits_for"]) == (3, 2, 1, "grace")

    code, [said] = told(zonnedam.primary_host, "--finish", "--grace", "0")
    assert (code, said["deleted"], said["waits_for"]) == (0, [1], "")


def test_finishing_begins_nothing_where_nothing_is_under_way(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    assert told("--all", "--finish") == (0, [])
    assert numbers(zonnedam) == [1]


def test_the_command_does_all_and_one_that_fails_stops_no_other(
    zonnedam: TenantRef, waterrijk: TenantRef, put: Any
) -> None:
    put(waterrijk)
    row = DataKey.objects.get(tenant__uuid=zonnedam.uuid)
    DataKey.objects.filter(pk=row.pk).update(number=7, wrapped=b"?" * 60)
    DataKey.objects.create(tenant=row.tenant, number=8, wrapped=b"?" * 60)

    code, said = told("--all", "--grace", "0")

    assert code == 1
    assert {each["tenant"]: each["error"] for each in said} == {
        "Zonnedam": "DecryptionError",
        "Waterrijk": "",
    }


def test_a_dry_run_names_the_columns_and_makes_no_key(zonnedam: TenantRef) -> None:
    code, said = told(zonnedam.primary_host, "--dry-run")

    assert (code, "connections_connection.secret" in said["columns"]) == (0, True)
    assert numbers(zonnedam) == [1]


def test_both_steps_are_in_the_trail(zonnedam: TenantRef) -> None:
    rotate(zonnedam)

    acts = OperatorRecord.objects.filter(tenant=zonnedam.uuid, action__startswith="keys.").order_by("pk")
    assert [(act.action, act.why, act.details) for act in acts] == [
        ("keys.rotated", "Jaarlijks", {"number": 2}),
        ("keys.old_deleted", "Jaarlijks", {"numbers": [1]}),
    ]
