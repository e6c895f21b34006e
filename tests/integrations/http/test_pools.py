"""Which connections are kept, for how long, and for whom."""

import os
import threading
import uuid
from collections.abc import Callable
from typing import Any

import httpcore
import pytest

from integrations import http as outgoing
from integrations.http import exchange, pools
from integrations.http.network import Leash
from integrations.http.reach import Reach
from tests.integrations.talking import answer, talking

OWNER = outgoing.Owner(uuid.UUID(int=1), uuid.UUID(int=2))
ANYWHERE = Reach("anywhere", lambda place: True, lambda address: True)


class Idle(httpcore.HTTPConnection):
    """A connection that waits for its next call."""

    def __init__(self) -> None:
        super().__init__(httpcore.Origin(b"https", b"zaken.example", 443))
        self.closed = self.is_dead = self.has_surplus = False

    def is_idle(self) -> bool:
        return not self.closed

    def has_expired(self) -> bool:
        return self.is_dead

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def _no_surplus(monkeypatch: pytest.MonkeyPatch) -> None:
    real = pools._has_more
    monkeypatch.setattr(
        pools, "_has_more", lambda each: each.has_surplus if isinstance(each, Idle) else real(each)
    )


@pytest.fixture(autouse=True)
def _empty_pool() -> None:
    """Let go of what calls of other tests keep."""
    pools.POOL.clear()


@pytest.fixture
def clock() -> list[float]:
    return [1000.0]


@pytest.fixture
def pool(clock: list[float]) -> pools.Pool:
    return pools.Pool(most_each=2, most=4, idle=20, oldest=100, clock=lambda: clock[0])


@pytest.fixture
def put(pool: pools.Pool) -> Callable[..., Idle]:
    def give(key: pools.Key) -> Idle:
        made = Idle()
        pool.give(key, pool.wrap(made, Leash()))
        return made

    return give


def key(number: int = 1, **changes: Any) -> pools.Key:
    owner = outgoing.Owner(uuid.UUID(int=number), uuid.UUID(int=2))
    given = {"origin": ("https", "zaken.example", 443), "reach": "public", "identity": outgoing.NOBODY}
    return pools.Key(owner, **{**given, **changes})


def test_what_was_given_back_last_is_handed_out_first(pool: pools.Pool, put: Any) -> None:
    _first, second = put(key()), put(key())

    taken = pool.take(key())

    assert taken is not None
    assert taken.connection is second
    assert len(pool) == 1


def test_nobody_gets_a_connection_that_is_in_use(pool: pools.Pool, put: Any) -> None:
    put(key())

    assert pool.take(key()) is not None
    assert pool.take(key()) is None


@pytest.mark.covers("architecture T5")
@pytest.mark.parametrize(
    "other",
    [
        key(2),
        key(origin=("https", "ander.example", 443)),
        key(origin=("https", "zaken.example", 8443)),
        key(reach="sandbox"),
        key(identity=outgoing.Identity("keten", "sleutel")),
        key(identity=outgoing.Identity(trusted="een autoriteit")),
    ],
)
def test_a_connection_is_only_for_the_key_that_it_was_made_for(
    other: pools.Key, pool: pools.Pool, put: Any
) -> None:
    put(key())

    assert pool.take(other) is None
    assert pool.take(key()) is not None


@pytest.mark.parametrize(("idle", "is_kept"), [(19, True), (21, False)])
def test_what_is_idle_for_long_is_closed(
    idle: float, is_kept: bool, pool: pools.Pool, put: Any, clock: list[float]
) -> None:
    made = put(key())
    clock[0] += idle

    assert (pool.take(key()) is not None) is is_kept
    assert made.closed is not is_kept


def test_what_is_idle_for_long_is_closed_also_when_only_others_call(
    pool: pools.Pool, put: Any, clock: list[float]
) -> None:
    made = put(key(1))
    clock[0] += 21

    put(key(2))

    assert made.closed
    assert len(pool) == 1


def test_what_is_old_is_closed_however_busy(pool: pools.Pool, put: Any, clock: list[float]) -> None:
    """The name may lead elsewhere by now: it is looked up and judged again."""
    made = put(key())
    for _ in range(9):
        clock[0] += 11
        taken = pool.take(key())
        assert taken is not None
        pool.give(key(), taken)
    clock[0] += 11

    assert pool.take(key()) is None
    assert made.closed


@pytest.mark.parametrize("flaw", ["is_dead", "closed"])
def test_what_the_other_side_closed_is_not_handed_out(flaw: str, pool: pools.Pool, put: Any) -> None:
    setattr(put(key()), flaw, True)

    assert pool.take(key()) is None


def test_only_so_many_are_kept_for_one_and_for_all(pool: pools.Pool, put: Any) -> None:
    oldest = put(key(1))
    put(key(1))
    put(key(1))
    assert (oldest.closed, len(pool)) == (True, 2)

    for number in (2, 3, 4):
        put(key(number))

    assert len(pool) == 4
    assert pool.take(key(4)) is not None


@pytest.mark.parametrize("flaw", ["closed", "has_surplus"])
def test_what_cannot_carry_another_call_is_not_kept(flaw: str, pool: pools.Pool) -> None:
    made = Idle()
    setattr(made, flaw, True)

    pool.give(key(), pool.wrap(made, Leash()))

    assert len(pool) == 0
    assert made.closed


def test_a_child_leaves_the_sockets_of_its_parent_alone() -> None:
    """Two processes that write to one socket would mix their calls."""
    with talking(lambda asked: answer(b"ok")) as server:
        outgoing.call(outgoing.Call(url=server.url, reach=ANYWHERE, owner=OWNER))
        before = len(pools.POOL)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.write(writing, str(len(pools.POOL)).encode())
            os._exit(0)
        os.waitpid(child, 0)
        after = os.read(reading, 10)
        os.close(reading)
        os.close(writing)
        pools.POOL.clear()

    assert (before, after) == (1, b"0")


def test_calls_side_by_side_have_a_connection_each() -> None:
    both = threading.Barrier(2)

    def say(asked: Any) -> bytes:
        both.wait(10)
        return answer(asked.target.encode())

    with talking(say) as server:
        bodies: dict[str, bytes] = {}

        def ask(path: str) -> None:
            bodies[path] = outgoing.call(
                outgoing.Call(url=f"{server.url}{path}", reach=ANYWHERE, owner=OWNER)
            ).body

        threads = [threading.Thread(target=ask, args=(path,)) for path in ("/een", "/twee")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        pools.POOL.clear()

    assert bodies == {"/een": b"/een", "/twee": b"/twee"}
    assert server.connections == 2


def test_a_call_without_an_owner_keeps_nothing() -> None:
    with talking(lambda asked: answer(b"ok")) as server:
        outgoing.call(outgoing.Call(url=server.url, reach=ANYWHERE))

        assert len(pools.POOL) == 0
        assert server.asked[0].headers["connection"] == "close"


def test_httpcore_still_lets_us_see_what_is_left_over() -> None:
    """What is kept depends on a part of httpcore that has no public name."""
    with talking(lambda asked: answer(b"ok")) as server:
        call = outgoing.Call(url=server.url, reach=ANYWHERE, owner=OWNER)
        place = exchange.places.parse(server.url)
        arriving = exchange.begin(call, place, outgoing.Deadline(5), f"00-{OWNER.tenant.hex}-{'1' * 16}-00")
        list(arriving.pieces(largest=10))
        arriving.close()
        kept = pools.POOL.take(pools.Key(OWNER, place.origin, "anywhere", outgoing.NOBODY))
        assert kept is not None
        kept.connection.close()
