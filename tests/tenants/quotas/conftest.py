"""Redis that may take its time: the machine of a test may be busy with others."""

import pytest

from tenants.quotas import shared
from tenants.wires import lines


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "PATIENCE", 30.0)
    monkeypatch.setattr(lines, "CONNECTING", 30.0)
