"""The stand-in on a real socket, and Zonnedam with a door of each kind."""

from collections.abc import Iterator
from typing import Any

import pytest

from integrations.connections.guard import shared
from integrations.digid_eherkenning.types import Scheme
from integrations.http import pools
from tenants.entry import enter
from tenants.types import TenantRef
from tenants.wires import lines
from tests.integrations.digid_eherkenning.dance import Door, Stage, door, staged


@pytest.fixture(scope="session")
def _staged() -> Iterator[Stage]:
    with staged() as stage:
        yield stage


@pytest.fixture
def stage(_staged: Stage, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The stand-in, all well, as this installation's."""
    settings.SANDBOX_URL = _staged.url
    shared.book.cache_clear()
    monkeypatch.setattr(lines, "PATIENCE", 10.0)
    monkeypatch.setattr(lines, "SLOW", 10.0)
    pools.POOL.clear()
    yield _staged
    _staged.rest()


@pytest.fixture
def entered(zonnedam: TenantRef) -> Iterator[TenantRef]:
    """Be inside Zonnedam."""
    with enter(zonnedam):
        yield zonnedam


@pytest.fixture
def digid(stage: Stage, entered: TenantRef) -> Door:
    """DigiD at Zonnedam."""
    return door(stage, entered)


@pytest.fixture
def eherkenning(stage: Stage, entered: TenantRef) -> Door:
    """eHerkenning at Zonnedam."""
    return door(stage, entered, Scheme.EHERKENNING)


@pytest.fixture
def eidas(stage: Stage, entered: TenantRef) -> Door:
    """eIDAS at Zonnedam."""
    return door(stage, entered, Scheme.EIDAS)
