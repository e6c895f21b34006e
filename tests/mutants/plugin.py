"""The plugin of pytest that switches one mutant on; `make mutants` loads it, and nobody else does.

`MUTANT` names the mutant, none for the run that shows that all is well without one. `MUTANT_REPORT` names the
file that learns which test noticed.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tenants import naming
from tests import databases, municipalities
from tests.mutants.mutant import Mutant, every

AWAY = "OperationalError"
"""The database server was away: nobody noticed anything."""
_failed: list[dict[str, str]] = []


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Switch the mutant on once Django is there, and before any test is imported."""
    name = os.environ.get("MUTANT", "")
    if name:
        mutant = every()[name]
        mutant.switch_on()
        if mutant.in_database:
            _in_each_database(mutant)


def _in_each_database(mutant: Mutant) -> None:
    clone = databases.clone

    def clone_and_spoil(name: str, **options: Any) -> None:
        clone(name, **options)
        schemas = {
            "zonnedam": naming.schema_for(municipalities.ZONNEDAM),
            "waterrijk": naming.schema_for(municipalities.WATERRIJK),
        }
        with databases.administrator(name) as connection:
            connection.execute(mutant.in_database.format(**schemas).encode())

    databases.clone = clone_and_spoil


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep what failed, and whether it was the test itself."""
    if report.failed:
        said = str(report.longrepr).strip().splitlines()
        reason = next((line[2:].strip() for line in reversed(said) if line.startswith("E  ")), "")
        _failed.append({"test": report.nodeid, "when": report.when or "", "reason": reason[:300]})


def pytest_sessionfinish() -> None:
    """Tell which tests noticed."""
    if path := os.environ.get("MUTANT_REPORT"):
        Path(path).write_text(json.dumps(_failed), encoding="utf-8")
