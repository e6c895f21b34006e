"""Pages of two municipalities whose parts come from the register, each over a wire that tests may harm."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from integrations.http import addresses
from integrations.http import reach as reaches
from tenants import parallel
from tenants.types import TenantRef
from tests.faults.integrations.wire import Wire, wired
from tests.integrations.conftest import Sandbox, sandbox, sandbox_process
from tests.integrations.example.conftest import (
    Asker,
    connected,
    example_is_registered,
    servers_are_fresh,
    unqueued,
)

__all__ = ["example_is_registered", "sandbox", "sandbox_process", "servers_are_fresh", "unqueued"]
type Connect = Callable[..., Asker]


@pytest.fixture
def wire(sandbox: Sandbox) -> Iterator[Wire]:
    """Lay a wire to the sandbox."""
    with wired(sandbox.url) as made:
        yield made


@pytest.fixture(autouse=True)
def _reach(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sandbox municipalities reach all of this machine: wires begin at ports of their own."""
    here = reaches.Reach("sandbox", lambda place: place.host == "127.0.0.1", addresses.is_own)
    monkeypatch.setattr(reaches, "_only", lambda name, url: here)


@pytest.fixture
def connect(sandbox: Sandbox, unqueued: None) -> Connect:
    """Connect a municipality with the register, over a wire or directly."""

    def over(tenant: TenantRef, wire: Wire | None = None) -> Asker:
        return connected(sandbox, tenant, at=wire.url if wire else "")

    return over


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Note what is begun in threads, and wait for it at the end: their places are the process's."""
    noted, begin = list[Any](), parallel.begin

    def note(call: Callable[[], Any]) -> Any:
        noted.append(begin(call))
        return noted[-1]

    with ExitStack() as stack:
        stack.callback(lambda: parallel.wait_for(noted, 20))
        monkeypatch.setattr(parallel, "begin", note)
        yield noted


@pytest.fixture
def templates(settings: Any) -> None:
    """Add the templates of these tests."""
    folder = Path(__file__).parent / "templates"
    (first, *others) = settings.TEMPLATES
    settings.TEMPLATES = [{**first, "DIRS": [*first["DIRS"], folder]}, *others]
