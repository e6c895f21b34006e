"""Folders and servers for the tests of what runs on one machine, as it runs there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local.servers import Servers
from tests.config.local.conftest import folder, nothing_replaced

__all__ = ["folder", "nothing_replaced"]


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
