"""What coverage is told of lines and branches is what the older way of watching tells, at a fraction of the cost."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.databases import ROOT

SAMPLE = """
import contextlib


def choose(number):
    if number == 1:
        return "one"
    elif number == 2:
        found = "two"
    else:
        found = ""
    for each in range(number):
        if each == 3:
            break
        if each == 5:
            continue
    else:
        found += "all"
    with contextlib.suppress(ValueError):
        if number == 0:
            raise ValueError
    match number:
        case 0:
            found = "nothing"
        case 7:
            found = "seven"
    return [one for one in found if one and number] or found


def until(number):
    while number:
        number -= 1
    if number > 5:
        print(number)


def each(number):
    for one in range(number):
        yield one
    if number > 1:
        yield -1


for number in (2, 3, 6):
    choose(number)
until(0)
until(3)
list(each(1))
%s
"""


def told(folder: Path, more: str, *lines: str) -> Any:
    """Answer which lines and branches coverage says were met, and which were not."""
    folder.mkdir()
    (folder / "sample.py").write_text(SAMPLE % more)
    (folder / "settings").write_text("\n".join(["[run]", "branch = true", "source = .", *lines]))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    for words in (["run", "--rcfile=settings", "sample.py"], ["json", "--rcfile=settings", "-q"]):
        command = [sys.executable, "-m", "coverage", *words]
        done = subprocess.run(
            command,
            cwd=folder,
            env={**kept, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((folder / "coverage.json").read_text())["files"]["sample.py"]
    return {name: found[name] for name in ("executed_lines", "executed_branches", "missing_branches")}


NEW, OLD = ("core = sysmon", "plugins = tests.lines"), ("core = ctrace",)


@pytest.mark.parametrize("more", ["", "list(each(2)); choose(0); choose(1); choose(7)"])
def test_lines_and_branches_are_those_of_the_older_way(tmp_path: Path, more: str) -> None:
    assert told(tmp_path / "new", more, *NEW) == told(tmp_path / "old", more, *OLD)


def test_a_way_that_was_not_taken_is_missing_until_it_is_taken(tmp_path: Path) -> None:
    before, after = (told(tmp_path / name, more, *NEW) for name, more in (("a", ""), ("b", "choose(1)")))

    assert before["missing_branches"]
    assert [6, 7] in before["missing_branches"]
    assert [6, 7] in after["executed_branches"]
