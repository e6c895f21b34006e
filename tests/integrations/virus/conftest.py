"""A scanner on a real socket, as this installation's."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from integrations.sandbox.scanner import server
from integrations.sandbox.scanner.server import Scanner


@pytest.fixture
def scanner(settings: Settings) -> Iterator[Scanner]:
    """A scanner that works."""
    with server.running() as found:
        settings.VIRUS_SCANNING, settings.CLAMD_ADDRESS = True, found.address
        yield found
