"""Two municipalities in which nothing has been indexed yet, with a kind of document of the tests' own."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from portal.search import postgres, sources
from portal.search.sources import Source
from portal.search.types import Document
from tenants import entry
from tenants.types import TenantRef

KIND = "leaflet"
OTHER_KIND = "letter"
HIDDEN_KIND = "secret"
STORED: list[Document] = []
"""What the source of the tests says is public, for reindexing."""


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {
        KIND: Source(KIND, "Folders", lambda: STORED),
        OTHER_KIND: Source(OTHER_KIND, "Brieven", list),
        HIDDEN_KIND: Source(HIDDEN_KIND, "Geheimen", list, feature="a feature that is off"),
    }
    monkeypatch.setattr(sources, "_sources", known)
    STORED.clear()


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine take its time."""
    monkeypatch.setattr(postgres, "PATIENCE", 30_000)


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    """Enter Zonnedam."""
    with entry.enter(zonnedam) as tenant:
        yield tenant


@pytest.fixture
def visitor(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    """Visit Zonnedam."""
    return client_of(inside)
