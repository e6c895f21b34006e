"""What measures is started seldom: that it can be started at all is looked at each time."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STARTED = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__main__")
    for path in (ROOT / "tests/bench").rglob("*.py")
    if 'if __name__ == "__main__":' in path.read_text(encoding="utf-8")
)


def test_there_are_some() -> None:
    assert "tests.bench.tenancy.opening" in STARTED


@pytest.mark.parametrize("module", STARTED)
def test_what_is_started_as_a_process_loads_before_its_apps_do(module: str) -> None:
    name = f"{module}.__main__" if (ROOT / module.replace(".", "/")).is_dir() else module

    done = subprocess.run([sys.executable, "-c", f"import {name}"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
