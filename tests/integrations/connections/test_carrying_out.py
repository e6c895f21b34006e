"""What the worker does: inside the municipality, in order, and exactly once whatever is killed."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrations.connections import operations, queries, tasks
from integrations.connections.doctor import walking
from integrations.connections.explanations import EXPLANATIONS
from integrations.connections.inbox.models import Command, Kind, Progress
from integrations.connections.models import Connection
from integrations.connections.operations import telling
from integrations.connections.types import Finding, Overview, State, System
from integrations.errors import NotConfiguredError
from tenants import directory
from tenants.audit.models import AuditRecord
from tenants.entry import enter
from tenants.errors import DecryptionError
from tenants.models import DataKey
from tenants.types import TenantRef
from tests import states
from tests.integrations.conftest import Sandbox
from tests.integrations.connections.conftest import OPERATOR, carried_out, waiting

type Ask = Callable[..., uuid.UUID]
type Carry = Callable[..., Command]


def overview(tenant: TenantRef) -> Overview:
    found = queries.connection_of(tenant.uuid)
    assert found is not None
    return found


def secret_of(tenant: TenantRef) -> str:
    with enter(tenant):
        return queries.access_to(System.CASE_SYSTEM).secret


def records_of(tenant: TenantRef) -> list[str]:
    with enter(tenant):
        return list(AuditRecord.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.covers("architecture I1", "C-031")
def test_a_change_arrives_inside_the_municipality(
    connect: Carry, zonnedam: TenantRef, sandbox: Sandbox
) -> None:
    command = connect(zonnedam)

    assert (command.progress, command.error, command.payload) == (Progress.DONE, "", {})
    with enter(zonnedam):
        access = queries.access_to(System.CASE_SYSTEM)
    assert (access.address, access.client_id, access.secret) == (
        sandbox.address,
        "inwonerplein",
        sandbox.secret,
    )


def test_the_console_is_told_all_but_the_secret(
    connect: Carry, zonnedam: TenantRef, sandbox: Sandbox
) -> None:
    connect(zonnedam)

    told = overview(zonnedam)
    assert (told.system, told.address, told.state) == ("case_system", sandbox.address, State.UNTESTED)
    assert (told.changed_by, told.checked_at, told.message) == (OPERATOR.name, None, "")
    assert len(told.fingerprint) == 8
    assert told.changed_at is not None


@pytest.mark.attack("P06")
def test_the_other_municipality_has_no_part_in_it(
    connect: Carry, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    connect(zonnedam)

    assert queries.connection_of(waterrijk.uuid) is None
    with enter(waterrijk), pytest.raises(NotConfiguredError):
        queries.access_to(System.CASE_SYSTEM)


@pytest.mark.covers("I-001")
def test_two_municipalities_may_share_an_address_and_not_a_secret(
    connect: Carry, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    connect(zonnedam, secret="van-zonnedam")
    connect(waterrijk, secret="van-waterrijk")

    assert (secret_of(zonnedam), secret_of(waterrijk)) == ("van-zonnedam", "van-waterrijk")


def test_the_effect_stands_in_the_municipalitys_stream(connect: Carry, zonnedam: TenantRef) -> None:
    connect(zonnedam)

    with enter(zonnedam):
        record = AuditRecord.objects.get(action="connection.changed")
    assert (record.actor_kind, record.actor, record.target) == (
        "operator",
        "",
        "case_system",
    )  # no address (C-070)


def test_a_command_is_carried_out_once(connect: Carry, zonnedam: TenantRef) -> None:
    command = connect(zonnedam)

    operations.carry_out(command=command.pk)

    assert records_of(zonnedam) == ["connection.changed"]


def test_the_newest_change_wins_whatever_worker_is_first(ask: Ask, zonnedam: TenantRef) -> None:
    older, newer = ask(zonnedam, secret="het-oude"), ask(zonnedam, secret="het-nieuwe")

    operations.carry_out(command=newer)
    operations.carry_out(command=older)

    assert secret_of(zonnedam) == "het-nieuwe"
    assert records_of(zonnedam) == ["connection.changed", "connection.changed"]


@pytest.mark.attack("P06")
def test_a_secret_that_was_sealed_for_another_municipality_is_refused(
    ask: Ask, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    moved = Command.objects.get(pk=ask(zonnedam))
    moved.tenant = waterrijk.uuid
    moved.save()

    done = carried_out(moved.pk)

    assert (done.progress, done.payload) == (Progress.FAILED, {})
    assert done.error.startswith("Het geheim is niet te lezen")
    with enter(waterrijk):
        assert not Connection.objects.exists()


@pytest.mark.attack("P06")
def test_a_secret_moved_to_another_row_is_not_read(connect: Carry, zonnedam: TenantRef) -> None:
    connect(zonnedam)

    with enter(zonnedam):
        moved = queries.connection_with(System.CASE_SYSTEM)
        moved.pk = uuid.uuid4()
        with pytest.raises(DecryptionError):
            queries.access_by(moved)


@pytest.mark.fault("F37")
def test_a_worker_that_dies_halfway_leaves_nothing_half(
    ask: Ask, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*args: Any) -> None:
        raise SystemExit

    command = ask(zonnedam)
    with monkeypatch.context() as patch:
        patch.setattr(telling, "tell", die)
        with pytest.raises(SystemExit):
            operations.carry_out(command=command)
    assert (waiting(), records_of(zonnedam)) == (1, [])

    assert carried_out(command).progress == Progress.DONE
    assert records_of(zonnedam) == ["connection.changed"]


def test_what_does_not_succeed_is_given_up(ask: Ask, zonnedam: TenantRef) -> None:
    command = ask(zonnedam)
    Command.objects.filter(pk=command).update(attempts=5)

    done = carried_out(command)

    assert (done.progress, done.payload) == (Progress.FAILED, {})
    assert "vijf pogingen" in done.error


def test_nothing_is_done_for_a_municipality_that_is_out_of_use(ask: Ask, zonnedam: TenantRef) -> None:
    command = ask(zonnedam)
    states.become(zonnedam, "suspended")
    directory.forget()

    assert carried_out(command).error == "Deze gemeente is niet in gebruik."
    assert queries.connection_of(zonnedam.uuid) is None


def test_a_connection_that_works_is_told(
    connect: Carry, test_of: Carry, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    connect(zonnedam)

    command = test_of(zonnedam)

    told = overview(zonnedam)
    assert (command.progress, told.state, told.message) == (Progress.DONE, State.OK, "De verbinding werkt.")
    assert told.checked_at is not None
    assert queries.connection_of(waterrijk.uuid) is None


def test_what_is_wrong_is_told_in_plain_dutch(connect: Carry, test_of: Carry, zonnedam: TenantRef) -> None:
    connect(zonnedam, secret="een-ander-geheim")

    test_of(zonnedam)

    told = overview(zonnedam)
    assert (told.state, told.message) == (State.FAILED, str(EXPLANATIONS[Finding.SECRET_WRONG]))
    with enter(zonnedam):
        record = AuditRecord.objects.get(action="connection.tested")
    assert (record.outcome, record.details["finding"]) == ("failed", "secret wrong")


def test_a_change_makes_the_last_test_void(connect: Carry, test_of: Carry, zonnedam: TenantRef) -> None:
    connect(zonnedam)
    test_of(zonnedam)

    connect(zonnedam, secret="nieuw")

    assert (overview(zonnedam).state, overview(zonnedam).checked_at) == (State.UNTESTED, None)


def test_a_test_comes_after_the_change_that_was_asked_before_it(
    ask: Ask, test_of: Carry, zonnedam: TenantRef
) -> None:
    ask(zonnedam)

    test_of(zonnedam)

    assert overview(zonnedam).state is State.OK


def test_the_outcome_of_a_test_is_not_written_over_a_newer_connection(
    connect: Carry, test_of: Carry, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed_meanwhile(*args: Any, **kwargs: Any) -> walking.Report:
        with enter(zonnedam):
            Connection.objects.update(address="http://127.0.0.1:1/elders")
        return walking.Report((), Finding.WORKS)

    connect(zonnedam)
    monkeypatch.setattr(walking, "walk", changed_meanwhile)

    assert "intussen gewijzigd" in test_of(zonnedam).error
    assert overview(zonnedam).state is State.UNTESTED


@pytest.mark.attack("W24")
def test_a_secret_that_cannot_be_read_is_told(connect: Carry, test_of: Carry, zonnedam: TenantRef) -> None:
    connect(zonnedam)
    DataKey.objects.filter(tenant__uuid=zonnedam.uuid).delete()

    test_of(zonnedam)

    assert overview(zonnedam).message == str(EXPLANATIONS[Finding.SECRET_UNREADABLE])


def test_a_test_without_a_connection_says_so(ask: Ask, zonnedam: TenantRef) -> None:
    Command.objects.filter(pk=ask(zonnedam)).update(kind=Kind.TEST)

    assert carried_out(Command.objects.get().pk).error == "Er is nog geen verbinding om te testen."


def age(command: uuid.UUID, **moments: timedelta) -> None:
    now = timezone.now()
    Command.objects.filter(pk=command).update(**{name: now - ago for name, ago in moments.items()})


@pytest.mark.fault("F26")
def test_a_command_that_no_worker_has_is_queued_again(
    ask: Ask, zonnedam: TenantRef, queued: list[Any]
) -> None:
    lost, died, fresh, busy = (ask(zonnedam) for _ in range(4))
    age(lost, created_at=timedelta(seconds=11))
    age(died, created_at=timedelta(seconds=90), begun_at=timedelta(seconds=61))
    age(busy, created_at=timedelta(seconds=50), begun_at=timedelta(seconds=40))

    tasks.dispatch()

    assert [args for _, args in queued] == [[str(died)], [str(lost)]]
    assert fresh


def test_what_is_closed_is_forgotten_after_a_month(connect: Carry, ask: Ask, zonnedam: TenantRef) -> None:
    old, recent, never = connect(zonnedam).pk, connect(zonnedam).pk, ask(zonnedam)
    age(old, closed_at=timedelta(days=31))
    age(never, created_at=timedelta(days=31))

    tasks.dispatch()

    assert set(Command.objects.values_list("pk", flat=True)) == {recent, never}


def test_the_task_carries_out_what_its_message_names(ask: Ask, zonnedam: TenantRef) -> None:
    command = ask(zonnedam)

    tasks.apply(str(command))

    assert Command.objects.get(pk=command).progress == Progress.DONE


def test_a_message_without_a_command_does_nothing(zonnedam: TenantRef) -> None:
    tasks.apply(str(uuid.uuid4()))

    assert queries.connection_of(zonnedam.uuid) is None
