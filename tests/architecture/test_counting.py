"""What a run counts for coverage, and what it does not."""

import os
from types import SimpleNamespace
from typing import Any

import pytest

from tests import counting


class Controller:
    """What pytest-cov has for a worker."""

    def __init__(self) -> None:
        self.cov, self.said = object(), list[str]()

    def pause(self) -> None:
        self.said.append("pause")

    def resume(self) -> None:
        self.said.append("resume")


def test_a_process_is_watched_as_long_as_its_test_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(counting.PROCESSES, "as it is")
    monkeypatch.setattr(counting, "_paused", [])
    controller = Controller()
    manager = SimpleNamespace(get_plugin=lambda name: SimpleNamespace(cov_controller=controller))

    def suited(identity: str) -> str | None:
        item: Any = SimpleNamespace(nodeid=identity, config=SimpleNamespace(pluginmanager=manager))
        counting.suit(item)
        return os.environ.get(counting.PROCESSES)

    assert suited("tests/themes/test_slots.py::test_one") == "as it is"
    assert suited("tests/attacks/test_startup.py::test_one") is None
    assert suited("tests/attacks/test_startup.py::test_two") is None
    assert suited("tests/themes/test_slots.py::test_two") == "as it is"
    assert controller.said == ["pause", "resume"]
