"""requirements/find-python: the right Python is found where the default one is not it."""

import os
import subprocess
from pathlib import Path

import pytest

from config.local import places

FIND = places.ROOT / "requirements/find-python"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return the root folder of a machine without any Python."""
    for name in ("usr/bin", "usr/local/bin", "opt", "home", "shims"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def put(path: Path, version: str | None) -> str:
    """Put a Python there that says it has this version, or that fails as a shim does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    usable = version and tuple(map(int, version.split("."))) >= (3, 12)
    path.write_text(f"#!/bin/sh\n{f'echo {version} {path}' if usable else f'exit {0 if version else 127}'}\n")
    path.chmod(0o755)
    return f"{path}\n"


def find(machine: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Look for a Python on that machine."""
    values = {
        "PATH": f"{machine}/shims:{machine}/usr/bin",
        "HOME": f"{machine}/home",
        "FIND_PYTHON_ROOT": str(machine),
    }
    words = ["/bin/sh", str(FIND)]
    return subprocess.run(words, env=values | environment, capture_output=True, text=True, check=False)


def test_the_default_python_will_do_when_it_is_new_enough(machine: Path) -> None:
    path = put(machine / "usr/bin/python3", "3.13")

    assert find(machine).stdout == path


def test_a_newer_one_beside_an_older_default_is_found(machine: Path) -> None:
    put(machine / "usr/bin/python3", "3.11")
    path = put(machine / "usr/bin/python3.12", "3.12")

    assert find(machine).stdout == path


def test_3_12_goes_before_3_13_and_3_14(machine: Path) -> None:
    put(machine / "usr/bin/python3", "3.14")
    put(machine / "usr/bin/python3.13", "3.13")
    path = put(machine / "opt/python-3.12/bin/python3.12", "3.12")

    assert find(machine).stdout == path


@pytest.mark.parametrize("root", ["home/.pyenv", "elsewhere"])
def test_the_real_one_is_found_behind_shims_that_fail(machine: Path, root: str) -> None:
    for name in ("python", "python3", "python3.12", "python3.13"):
        put(machine / "shims" / name, None)
    path = put(machine / root / "versions/3.12.9/bin/python3.12", "3.12")

    assert find(machine, PYENV_ROOT=str(machine / root)).stdout == path


@pytest.mark.parametrize("place", ["usr/local/bin/python3.13", "opt/python/cp313/bin/python3.13"])
def test_one_outside_the_path_is_found(machine: Path, place: str) -> None:
    path = put(machine / place, "3.13")

    assert find(machine).stdout == path


def test_a_named_one_goes_before_all(machine: Path) -> None:
    put(machine / "usr/bin/python3.12", "3.12")
    path = put(machine / "mine/python", "3.14")

    assert find(machine, PYTHON=path.strip()).stdout == path


def test_a_named_one_that_does_not_run_is_an_error(machine: Path) -> None:
    put(machine / "usr/bin/python3.12", "3.12")

    answer = find(machine, PYTHON="/nowhere/python")

    assert answer.returncode == 1
    assert "PYTHON is /nowhere/python" in answer.stderr


def test_without_any_it_tells_what_was_tried_and_what_to_install(machine: Path) -> None:
    old = put(machine / "usr/bin/python3", "3.11").strip()

    answer = find(machine)

    assert answer.returncode == 1
    assert answer.stdout == ""
    assert Path(old).name in answer.stderr.splitlines()[1]
    assert "apt" in answer.stderr or "python3.12-venv" in answer.stderr


def test_the_answer_on_this_machine_runs() -> None:
    path = subprocess.run(["/bin/sh", FIND], capture_output=True, text=True, check=True).stdout.strip()

    words = [path, "-c", "import sys; print(sys.version_info >= (3, 12))"]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout == "True\n"
    assert os.access(path, os.X_OK)
