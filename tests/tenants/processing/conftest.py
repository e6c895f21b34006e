"""A municipality that has been entered, and an activity that is in the register."""

from collections.abc import Iterator

import pytest

from tenants import registers
from tenants.entry import enter
from tenants.registers.kinds import Processing
from tenants.types import TenantRef

ACTIVITY = "Een proef doen"


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare an activity for these tests alone."""
    told = Processing("tenancy", ACTIVITY, "Beproeven", "Toestemming", ("naam",))
    monkeypatch.setitem(registers.processing._entries, ACTIVITY, told)


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    """Enter Zonnedam."""
    with enter(zonnedam) as tenant:
        yield tenant
