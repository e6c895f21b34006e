"""Connections of their own for each test, on the Redis of the suite, on none, or on one that tests may harm."""

import os
import signal
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import redis as client
from django.conf import settings

from config.local import children
from config.local.redis import Redis
from integrations.connections import guard
from integrations.connections.guard import books, shared
from integrations.connections.guard.local import LocalBook
from integrations.connections.guard.shared import SharedBook
from integrations.connections.types import Access, Limits
from integrations.errors import Reason, UnavailableError
from integrations.http.deadline import Deadline

PASSWORD = "only-for-this-test"
NOBODY = "redis://127.0.0.1:1/0"


@dataclass
class Other:
    """Another system, as a call sees it: answers, or fails for a reason, and counts."""

    reason: Reason | None = None
    retry_after: float | None = None
    calls: int = 0
    script: list[Reason | None] = field(default_factory=list)

    def __call__(self) -> str:
        self.calls += 1
        reason = self.script.pop(0) if self.script else self.reason
        if reason is not None:
            raise UnavailableError(reason, retry_after=self.retry_after)
        return "answer"


class Caller:
    """Somebody of a municipality who calls a connection."""

    def __init__(self, tenant: uuid.UUID, connection: uuid.UUID, *, at_once: int = 8) -> None:
        self.tenant, self.slept = tenant, list[float]()
        self.access = Access(
            "https://zaken.example", "id", "s", key=connection, limits=Limits(at_once=at_once)
        )

    def call(self, do: Callable[[], Any], *, is_safe: bool = False, seconds: float = 5.0) -> Any:
        return guard.call(
            self.tenant,
            self.access,
            do,
            is_safe=is_safe,
            deadline=Deadline(seconds),
            sleep=self.slept.append,
        )

    def refused(self, do: Callable[[], Any], **options: Any) -> Reason | None:
        """Answer why there was no answer; None when there was one."""
        try:
            self.call(do, **options)
        except UnavailableError as error:
            return error.reason
        return None

    @property
    def standing(self) -> guard.Standing:
        return guard.standing(self.tenant, self.access.key)


_opened: list[SharedBook] = []


@pytest.fixture(autouse=True)
def _fresh_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    use(monkeypatch, settings.REDIS_URL)
    yield
    while _opened:
        _opened.pop().close()


def opened(url: str) -> SharedBook:
    """Open a book that is closed when the test ends."""
    _opened.append(SharedBook(url))
    return _opened[-1]


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> SharedBook:
    """Be another process, which looks for Redis there."""
    book = opened(url)
    monkeypatch.setattr(shared, "book", lambda: book)
    monkeypatch.setattr(books, "_own", LocalBook())
    return book


@pytest.fixture
def another_process(monkeypatch: pytest.MonkeyPatch) -> Callable[..., SharedBook]:
    """Go on as another process."""
    return lambda url=settings.REDIS_URL: use(monkeypatch, url)


@pytest.fixture
def of_zonnedam() -> Caller:
    return Caller(uuid.uuid4(), uuid.uuid4())


@pytest.fixture
def of_waterrijk(of_zonnedam: Caller) -> Caller:
    """Somebody of another municipality, whose connection even has the same key."""
    return Caller(uuid.uuid4(), of_zonnedam.access.key)


class Harmed:
    """A Redis that a test may stop, hold and fill."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = Redis(folder, PASSWORD, preferred_port=31_700, careless=True, say=lambda text: None)
        self._server.start()
        self.url = self._server.url

    def tell(self, *words: Any) -> Any:
        with client.Redis.from_url(self.url) as connection:
            return connection.execute_command(*words)

    def hold(self) -> None:
        os.kill(self._pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self._pid, signal.SIGCONT)

    def stop(self) -> None:
        self._server.stop()

    @property
    def _pid(self) -> int:
        return next(found.pid for found in children.remembered(self._folder / "run") if found.name == "redis")


@pytest.fixture(scope="session")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harmed]:
    server = Harmed(tmp_path_factory.mktemp("harmed"))
    yield server
    server.stop()
