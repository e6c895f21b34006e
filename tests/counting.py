"""Which tests are counted for coverage: what a room does, the tests of that room show.

Attacks, faults, journeys through a browser, processes and looks at the source pass nearly every line. So do matrices of
everything against everything, and whole openings that are compared with each other. They are not counted: a line that
only they meet has no test that says what it is for. To watch takes a third of a test's time besides. Beginning and
ending to watch costs time, as all code is prepared for it anew; so a worker does tests of one kind as long as there are
any (`scheduling`). What a test starts as a process is counted as the test is: a process that is watched takes twice its
time to begin.
"""

import os
from typing import Any

import pytest

UNCOUNTED = (
    "tests/architecture/",
    "tests/attacks/",
    "tests/browser/",
    "tests/faults/",
    "tests/portal/cases/test_failure_matrix",
    "tests/portal/test_feature_matrix.py",
    "tests/processes/",
    "tests/provisioning/console/test_access.py",
    "tests/provisioning/lifecycle/test_blueprints.py",
    "tests/provisioning/lifecycle/test_compiled_schema.py",
    "tests/provisioning/lifecycle/test_filled.py",
)
PROCESSES = "COVERAGE_PROCESS_CONFIG"
"""The environment in which coverage.py watches the processes that we start."""
_paused: list[str | None] = []
"""While nothing is counted: what that environment says otherwise."""


def is_counted(identity: str) -> bool:
    """Tell it of a test by its id."""
    return not identity.startswith(UNCOUNTED)


def suit(item: pytest.Item) -> None:
    """Watch lines from now on, or stop, as suits the test that comes."""
    plugin: Any = item.config.pluginmanager.get_plugin("_cov")
    controller = getattr(plugin, "cov_controller", None)
    if controller is None or controller.cov is None or is_counted(item.nodeid) != bool(_paused):
        return
    if _paused:
        controller.resume()
        if (kept := _paused.pop()) is not None:
            os.environ[PROCESSES] = kept
    else:
        controller.pause()
        _paused.append(os.environ.pop(PROCESSES, None))
