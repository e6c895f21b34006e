"""Lines of this process to Redis, asked with little patience and left alone when nothing comes back.

Each packet costs more than what stands in it. What is only *said*, and needs no answer, waits for the next question
of this process and goes along with it; a thread of its own sends what nobody took along. What is *told* leaves at once,
and its answer is heard with that to the next question: where questions are further apart than `LINGER`, waking that
thread each time would cost ten times as much.
"""

import atexit
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Final

import hiredis
import redis
from redis.backoff import NoBackoff
from redis.connection import ConnectionPool
from redis.retry import Retry
from structlog import get_logger

PATIENCE: Final = 0.025
"""Seconds for one question; whoever waits longer waits for Redis and not for the other system."""
CONNECTING: Final = 0.25
"""Seconds to connect and to greet, once for each line: a process that has just begun is not to guard for itself."""
LINGER: Final = 0.01
"""Seconds for which what is said may wait for a question to go along with."""
SLOW: Final = 0.005
"""Seconds: when answers take longer than this on the whole, every call would pay for it."""
WEIGHT: Final = 0.1
"""Of the newest answer in that."""
MOST_LATER: Final = 1_000
"""Of what is said while Redis is left alone."""
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 15.0
"""Seconds for which a process does not ask Redis again after it gave no answer."""
log = get_logger(__name__)


type Order = Callable[[Any], Sequence[Any]]
"""The words of a command, for a line: it may have sent the text of a script before."""


class AwayError(Exception):
    """Raised when Redis is not there, is too slow, or takes nothing (faults F22, F23, F25)."""


class LeftAloneError(AwayError):
    """Raised when nothing was even sent: Redis is left alone for a while."""


def _nothing() -> None:
    """Do nothing."""


class _Watch:
    """How long Redis is waited for: without what is done meanwhile, by this thread or by others of this process.

    Threads that have much to do keep each other from hearing an answer that is there.
    """

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self._meanwhile, self._began, self._paused = meanwhile, _idle_time(), 0.0

    def pause(self) -> None:
        began = _idle_time()
        self._meanwhile()
        self._paused += _idle_time() - began

    @property
    def seconds(self) -> float:
        return max(_idle_time() - self._began - self._paused, 0.0)


def _idle_time() -> float:
    """Answer a clock that stands still while this process computes."""
    return time.monotonic() - time.process_time()


class Wires:
    """Lines to one Redis.

    :param patience: seconds for one question, where those of this module do not suit.
    :param is_hasty: whether a Redis that answers slowly on the whole is left alone for a while.
    """

    def __init__(self, url: str, *, patience: float | None = None, is_hasty: bool = True) -> None:
        self._patience, self._is_hasty = patience, is_hasty
        # No second try: the next question comes soon enough, and until then the process guards for itself.
        self._maker = ConnectionPool.from_url(
            url, socket_timeout=CONNECTING, socket_connect_timeout=CONNECTING, retry=Retry(NoBackoff(), 0)
        )
        self._begin()
        atexit.register(self.close)

    def ask(self, *orders: Order, meanwhile: Callable[[], object] = _nothing) -> list[Any]:
        """Say something and hear the answers.

        :param meanwhile: what there is to do until then, at most once more after a line that was dead.
        :raises AwayError: when there is none in time, or one of them is a refusal.
        """
        self._check()
        waiting, is_known = _Watch(meanwhile) if self._is_hasty else None, bool(self._idle)
        try:
            answers = self._talk(orders, waiting.pause if waiting else meanwhile)
        except (redis.RedisError, OSError) as error:
            self._stay_away(type(error).__name__)
            raise AwayError from None
        if waiting and is_known:  # a fresh line is slower once: it is connected, and Redis reads our scripts
            self._note(waiting.seconds)
        return answers

    def say(self, order: Order) -> None:
        """Say something that needs no answer, soon: with the next question, or `LINGER` later.

        :raises AwayError: when nobody listens.
        """
        self._check()
        self._said.append(order)
        if not self._is_said.is_set():
            self._hear_off()

    def tell(self, *orders: Order) -> None:
        """Say something that needs no answer, at once, and wait for nothing.

        A line that Redis hung up meanwhile takes it to nobody: it is for what is over by itself one day.

        :raises AwayError: when nobody listens.
        """
        self._check()
        while (wire := self._taken()) is not None:
            try:
                _send(wire, orders)
            except (redis.RedisError, OSError):
                self._drop(wire)
                continue
            self._unheard.setdefault(wire, []).extend(orders)
            self._idle.append(wire)
            return
        for order in orders:
            self.say(order)

    def say_later(self, order: Order) -> None:
        """Say something with each question until one is answered: Redis may hear it twice. Too much is lost."""
        if self._process == os.getpid() and len(self._later) < MOST_LATER:
            self._later.append(order)

    def close(self) -> None:
        """Say what is still to be said, and let go of all lines that nobody uses."""
        atexit.unregister(self.close)
        self._is_closed = True
        self._is_said.set()
        self._send_said()
        while self._idle:
            self._drop(self._idle.pop())

    def _begin(self) -> None:
        self._process, self._lock = os.getpid(), threading.Lock()
        self._idle: deque[Any] = deque()
        self._unheard: dict[Any, list[Order]] = {}
        """By line what was told, and not answered yet."""
        self._said: deque[Order] = deque()
        self._later: deque[Order] = deque()
        self._is_said, self._is_closed = threading.Event(), False
        self._sender: threading.Thread | None = None  # noqa: TID251 - it knows of no municipality
        self._away_until, self._pause, self._usual = 0.0, FIRST_PAUSE, 0.0

    def _check(self) -> None:
        if self._process != os.getpid():
            self._begin()  # lines and threads of the parent are not ours
        if time.monotonic() < self._away_until:
            raise LeftAloneError

    def _hear_off(self) -> None:
        """Wake who sends what nobody takes along."""
        with self._lock:
            self._is_said.set()
            if self._sender is None:
                self._sender = threading.Thread(  # noqa: TID251 - as above
                    target=self._send_for_ever, name="wires", daemon=True
                )
                self._sender.start()

    def _send_for_ever(self) -> None:
        while not self._is_closed:
            self._is_said.wait()
            time.sleep(LINGER)
            self._is_said.clear()
            self._send_said()

    def _send_said(self) -> None:
        if self._said and self._process == os.getpid():
            try:
                self.ask()
            except AwayError:
                return  # what was taken is free again when its time is up

    def _note(self, seconds: float) -> None:
        self._usual += (seconds - self._usual) * WEIGHT
        if self._usual > SLOW:
            self._usual = 0.0
            self._stay_away("slow")
        else:
            self._pause = FIRST_PAUSE

    def _talk(self, asked: Sequence[Order], meanwhile: Callable[[], object]) -> list[Any]:
        later, said = _taken_from(self._later), _taken_from(self._said)
        first = [*later, *said]
        try:
            heard = self._answers([*first, *asked], meanwhile)
        except BaseException:
            self._later.extendleft(reversed(later))
            raise
        self._say_again(first, heard)
        answers = heard[len(first) :]
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer
        return answers

    def _answers(self, orders: Sequence[Order], meanwhile: Callable[[], object]) -> list[Any]:
        while (wire := self._taken()) is not None:
            try:
                return self._on(wire, orders, meanwhile)
            except redis.exceptions.TimeoutError:
                raise
            except redis.exceptions.ConnectionError:  # it was hung up while nobody used it: try a fresh one
                continue
        return self._on(self._fresh(), orders, meanwhile)

    def _taken(self) -> Any | None:
        """Take a line that nobody uses, whichever thread is first; None when there is none."""
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _fresh(self) -> Any:
        wire: Any = self._maker.make_connection()
        wire.connect()
        wire.update_current_socket_timeout(PATIENCE if self._patience is None else self._patience)
        return wire

    def _on(self, wire: Any, orders: Sequence[Order], meanwhile: Callable[[], object]) -> list[Any]:
        try:
            _send(wire, orders)
            meanwhile()
            told = self._unheard.pop(wire, [])
            self._say_again(told, [_answer(wire) for _order in told])
            answers = [_answer(wire) for _order in orders]
            if any(isinstance(answer, redis.exceptions.NoScriptError) for answer in answers):
                raise redis.exceptions.ConnectionError("This Redis has lost what was sent on this line.")
        except BaseException:
            self._drop(wire)  # an answer that comes late may not be taken for that to the next question
            raise
        self._idle.append(wire)
        return answers

    def _say_again(self, orders: Sequence[Order], answers: Sequence[Any]) -> None:
        """Say later what a Redis did not do because it takes nothing just now: it became a replica (fault F25)."""
        for order, answer in zip(orders, answers, strict=False):
            if isinstance(answer, redis.exceptions.ReadOnlyError):
                self.say_later(order)

    def _drop(self, wire: Any) -> None:
        self._unheard.pop(wire, None)
        wire.disconnect()

    def _stay_away(self, why: str) -> None:
        with self._lock:
            if time.monotonic() >= self._away_until:  # else somebody else has just found out
                self._away_until = time.monotonic() + self._pause
                self._pause = min(2 * self._pause, LONGEST_PAUSE)
                log.warning("redis.left_alone", error=why)


def _taken_from(said: deque[Order]) -> list[Order]:
    taken = []
    while said:
        try:
            taken.append(said.popleft())
        except IndexError:  # another thread was faster
            break
    return taken


def _send(wire: Any, orders: Sequence[Order]) -> None:
    """Send words as they are: redis-py would look at each of them first."""
    wire.send_packed_command([b"".join([hiredis.pack_command(tuple(order(wire))) for order in orders])])


def _answer(wire: Any) -> Any:
    try:
        return wire.read_response()
    except redis.exceptions.ResponseError as error:
        return error
