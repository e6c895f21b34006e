"""Sources that answer when they are told to."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from integrations.copies import backend
from integrations.outcomes import Outcome, found
from integrations.sources import Visitor
from tenants import parallel
from tenants.entry import enter
from tenants.types import TenantRef

FATIMA = Visitor(person="fatima", session="a" * 32)


@pytest.fixture(autouse=True)
def _redis_is_there() -> None:
    backend._rest.until = 0.0


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    """Inside Zonnedam."""
    with enter(zonnedam):
        yield zonnedam


class Slow:
    """A source that answers when it is let go."""

    def __init__(self) -> None:
        self.go, self.begun = threading.Event(), threading.Event()
        self.outcome: Outcome[Any] = found(["zaak"])

    def __call__(self, deadline: Any) -> Outcome[Any]:
        self.begun.set()
        assert self.go.wait(20)
        return self.outcome


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """A source that hangs; it is let go when the test ends."""
    begun, begin = list[Any](), parallel.begin

    def noted(call: Callable[[], Any]) -> Any:
        begun.append(begin(call))
        return begun[-1]

    monkeypatch.setattr(parallel, "begin", noted)
    source = Slow()
    source.finish = lambda: (source.go.set(), parallel.wait_for(begun, 20))  # type: ignore[attr-defined]
    yield source
    source.go.set()
    assert parallel.wait_for(begun, 20)
