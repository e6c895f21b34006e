"""Folders and servers for the tests of what runs on one machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local import places
from config.local.servers import Servers


@pytest.fixture(autouse=True)
def nothing_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget servers of the surrounding run: these tests start their own."""
    for name in ("DATABASE_URL", "REDIS_URL", "CI"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a folder for local things, which goes with all its twins."""
    yield tmp_path / "local"
    places.remove(tmp_path / "local")


@pytest.fixture
def said() -> list[str]:
    """Collect what is said to the person."""
    return []


@pytest.fixture
def servers(folder: Path, said: list[str]) -> Iterator[Servers]:
    """Return servers that have not been started, and stop them afterwards."""
    servers = Servers(folder, careless=True, say=said.append)
    yield servers
    servers.stop()
