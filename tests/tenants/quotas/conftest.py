"""Redis that may take its time: the machine of a test may be busy with others."""

import pytest

from tenants.quotas import shared


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PATIENCE", "CONNECTING"):
        monkeypatch.setattr(shared, name, 30.0)
