"""Folders for the tests of what runs on one machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local import places


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
