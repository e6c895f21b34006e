"""Places that are taken together: as many as there are, each for one call, and none is left behind (M-06)."""

import threading
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import copy_context

import pytest

from integrations.connections import guard
from integrations.connections.guard import books, shared
from integrations.connections.guard.shared import SharedBook
from integrations.connections.guard.types import Permission
from integrations.errors import Reason, UnavailableError
from integrations.http.deadline import Deadline
from tests.integrations.connections.guard.conftest import NOBODY, Caller, Other
from tests.stack import until

LEASE = 60_000


def taken(caller: Caller) -> int:
    """Count the places that are taken."""
    key = books.key_for(caller.tenant, caller.access.key)
    return int(shared.book().ask(["ZCARD", f"{key}:p"])[0])


def room_for(caller: Caller, number: int) -> AbstractContextManager[None]:
    return guard.room_for(caller.tenant, caller.access, number, deadline=Deadline(5.0))


@pytest.mark.covers("M-06")
def test_calls_that_begin_together_each_have_a_place_and_give_it_back(of_zonnedam: Caller) -> None:
    with room_for(of_zonnedam, 3):
        before = taken(of_zonnedam)
        answers = [of_zonnedam.call(Other()) for _ in range(3)]

    assert (before, answers) == (3, ["answer"] * 3)
    until(lambda: taken(of_zonnedam) == 0, "the places that were given back")


@pytest.mark.covers("M-06")
def test_a_place_that_nobody_used_is_free_again(of_zonnedam: Caller) -> None:
    with room_for(of_zonnedam, 3):
        of_zonnedam.call(Other())

    until(lambda: taken(of_zonnedam) == 0, "the places that were given back")


@pytest.mark.covers("M-06")
def test_where_there_is_room_for_fewer_the_others_ask_for_themselves_and_are_sent_away() -> None:
    caller = Caller(uuid.uuid4(), uuid.uuid4(), at_once=4)
    for _ in range(2):
        books.take(caller.tenant, caller.access.key, at_once=4, lease=LEASE)
    started, go_on = threading.Barrier(3), threading.Event()

    def hang() -> str:
        started.wait(10)
        go_on.wait(10)
        return "answer"

    with room_for(caller, 3):
        threads = [threading.Thread(target=copy_context().run, args=(caller.call, hang)) for _ in range(2)]
        for thread in threads:
            thread.start()
        started.wait(10)
        refused = caller.refused(Other())
        go_on.set()
        for thread in threads:
            thread.join(10)

    assert refused is Reason.CROWDED


@pytest.mark.covers("M-06")
def test_a_call_to_another_connection_takes_none_of_them(of_zonnedam: Caller, of_waterrijk: Caller) -> None:
    with room_for(of_zonnedam, 2):
        of_waterrijk.call(Other())
        before = taken(of_zonnedam)

    assert before == 2


@pytest.mark.fault("F01")
def test_of_a_connection_that_rests_no_places_are_taken(of_zonnedam: Caller) -> None:
    for _ in range(5):
        of_zonnedam.refused(Other(Reason.NOBODY_LISTENS))

    with room_for(of_zonnedam, 3):
        before, refused = taken(of_zonnedam), of_zonnedam.refused(Other())

    assert (before, refused) == (0, Reason.RESTING)


@pytest.mark.fault("F22")
def test_without_redis_each_call_is_guarded_by_its_process(
    of_zonnedam: Caller, another_process: Callable[..., SharedBook]
) -> None:
    another_process(NOBODY)

    with room_for(of_zonnedam, 3):
        assert of_zonnedam.call(Other()) == "answer"


def test_who_has_no_time_left_takes_no_place(of_zonnedam: Caller) -> None:
    with guard.room_for(of_zonnedam.tenant, of_zonnedam.access, 3, deadline=Deadline(0.0)):
        before = taken(of_zonnedam)

    assert before == 0


def test_a_place_is_used_once(of_zonnedam: Caller) -> None:
    with room_for(of_zonnedam, 2):
        for _ in range(3):
            of_zonnedam.call(Other())
        with pytest.raises(UnavailableError):
            of_zonnedam.call(Other(Reason.TOO_SLOW))

    until(lambda: taken(of_zonnedam) == 0, "the places that were given back")


def test_the_negative_control_a_place_that_is_taken_alone_is_held(of_zonnedam: Caller) -> None:
    place = books.take(of_zonnedam.tenant, of_zonnedam.access.key, at_once=8, lease=LEASE)

    assert not isinstance(place, Permission)
    assert taken(of_zonnedam) == 1
