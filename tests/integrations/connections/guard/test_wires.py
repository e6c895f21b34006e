"""How this process speaks to Redis: few packets, nothing left unsaid, patience for a greeting (M-06)."""

import multiprocessing
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from integrations.connections.guard import books, shared
from integrations.connections.guard.shared import AwayError, SharedBook
from integrations.connections.guard.types import Ended, Permission, Verdict
from tenants.wires import lines, plain
from tests.integrations.connections.guard.conftest import Caller, Harmed, Other, opened
from tests.stack import until

LEASE = 60_000


@pytest.fixture
def packets(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many commands each packet to Redis holds."""
    seen: list[int] = []
    on = lines.Wires._on

    def counting(self: lines.Wires, wire: Any, orders: Any, meanwhile: Any) -> list[Any]:
        seen.append(len(orders))
        return on(self, wire, orders, meanwhile)

    monkeypatch.setattr(lines.Wires, "_on", counting)
    return seen


def test_a_call_that_ends_well_costs_one_packet(packets: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of a call goes along with the beginning of the next."""
    monkeypatch.setattr(lines, "LINGER", 5.0)
    caller = Caller(uuid.uuid4(), uuid.uuid4())

    for _ in range(4):
        caller.call(Other())

    assert packets == [1, 2, 2, 2]


def test_what_no_question_takes_along_is_said_soon() -> None:
    caller, elsewhere = Caller(uuid.uuid4(), uuid.uuid4()), opened(settings.REDIS_URL)
    key = books.key_for(caller.tenant, caller.access.key)

    caller.call(Other())

    until(lambda: elsewhere.ask(["ZCARD", f"{key}:p"]) == [0], "the place that was given back")


@pytest.mark.parametrize("at_once", [1, 2])
def test_where_places_are_in_demand_others_know_at_once_that_one_is_free(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where more than half are taken nobody waits with giving one back."""
    monkeypatch.setattr(lines, "LINGER", 5.0)
    caller, elsewhere = Caller(uuid.uuid4(), uuid.uuid4(), at_once=at_once), opened(settings.REDIS_URL)
    key = books.key_for(caller.tenant, caller.access.key)
    others = at_once - 1
    for number in range(others):
        books.take(caller.tenant, caller.access.key, at_once=at_once, lease=LEASE + number)

    caller.call(Other())

    assert elsewhere.ask(["ZCARD", f"{key}:p"]) == [others]


@pytest.mark.fault("F23", "F25")
def test_a_call_that_ends_while_redis_is_left_alone_holds_no_place_afterwards() -> None:
    """Redis is left alone for a moment when its answers are slow, also when it is this process that is busy."""
    caller, wires = Caller(uuid.uuid4(), uuid.uuid4(), at_once=1), shared.book()._wires
    place = books.take(caller.tenant, caller.access.key, at_once=1, lease=LEASE)
    assert isinstance(place, books.Place)

    wires._stay_away("slow")
    books.give_back(place, Ended(place.token, Verdict.GOOD, milliseconds=100))
    wires._away_until = 0.0

    assert caller.call(Other()) == "answer"


def test_who_is_sent_away_is_counted_once() -> None:
    caller = Caller(uuid.uuid4(), uuid.uuid4(), at_once=1)
    key = books.key_for(caller.tenant, caller.access.key)
    books.take(caller.tenant, caller.access.key, at_once=1, lease=LEASE)

    assert books.take(caller.tenant, caller.access.key, at_once=1, lease=LEASE) is Permission.CROWDED

    (names,) = shared.book().ask(["KEYS", f"{key}:f:*"])
    assert shared.book().ask(["HGET", names[0], "o:crowded"]) in ([b"1"], ["1"])


def _call_and_end(tenant: uuid.UUID, connection: uuid.UUID) -> None:
    lines.LINGER = 60.0  # type: ignore[misc]
    place = books.take(tenant, connection, at_once=8, lease=LEASE)
    assert isinstance(place, books.Place)
    books.give_back(place, Ended(place.token, Verdict.GOOD))
    shared.book().close()


def test_a_process_that_ends_leaves_nothing_unsaid() -> None:
    tenant, connection = uuid.uuid4(), uuid.uuid4()
    process = multiprocessing.get_context("fork").Process(target=_call_and_end, args=(tenant, connection))

    process.start()
    process.join()

    assert process.exitcode == 0
    assert opened(settings.REDIS_URL).ask(["ZCARD", f"{books.key_for(tenant, connection)}:p"]) == [0]


@pytest.mark.fault("F23")
def test_a_process_that_has_just_begun_has_patience_for_a_greeting(
    another_process: Callable[..., SharedBook], harmed: Harmed
) -> None:
    """Redis is busy for four times as long as a question may take."""
    harmed.tell("CLIENT", "PAUSE", "100", "ALL")

    assert another_process(harmed.url).ask(["PING"]) in ([b"PONG"], ["PONG"])


@pytest.mark.fault("F23")
def test_without_that_patience_it_would_guard_for_itself(
    another_process: Callable[..., SharedBook], harmed: Harmed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above."""
    monkeypatch.setattr(lines, "CONNECTING", 0.025)
    book = another_process(harmed.url)
    harmed.tell("CLIENT", "PAUSE", "100", "ALL")

    with pytest.raises(AwayError):
        book.ask(["PING"])


@pytest.mark.fault("F25")
def test_what_redis_was_told_while_it_was_read_only_is_said_again_afterwards(harmed: Harmed) -> None:
    key, wires = uuid.uuid4().hex, lines.Wires(harmed.url, patience=30, is_hasty=False)
    wires.ask(plain(["SADD", key, "place"]))
    harmed.tell("REPLICAOF", "127.0.0.1", "9")

    wires.tell(plain(["SREM", key, "place"]))
    for _question in range(2):
        with pytest.raises(AwayError):
            wires.ask(plain(["SADD", key, "another"]))
        wires._away_until = 0.0
    harmed.tell("REPLICAOF", "NO", "ONE")
    wires.ask(plain(["PING"]))

    assert wires.ask(plain(["SMEMBERS", key])) == [[]]
    wires.close()
