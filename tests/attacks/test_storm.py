"""Twenty thousand attempts, drawn anew in each run; and storms that a planted leak must not survive.

The storm runs as processes of its own, with the settings and logins of the product (tests/attacks/storm).
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.storm.state import State
from tests.databases import ROOT

ATTEMPTS, TOWNS = 20_000, 20


def storm(folder: Path, *words: str) -> tuple[int, str, State]:
    """Run a storm and answer its exit code, what it printed, and what it wrote down."""
    state = folder / "state.json"
    command = [sys.executable, "-m", "tests.attacks", "--state", str(state), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert state.exists(), done.stdout + done.stderr
    return done.returncode, done.stdout + done.stderr, State.load(state)


@pytest.mark.attack(
    "T01", "T03", "T04", "T08", "T09", "T11", "T15", "T17", "T19", "T21", "T27", "T33", "T34", "T38", "T43", "T48"
)  # fmt: skip
@pytest.mark.covers("architecture T10")
def test_no_attempt_out_of_twenty_thousand_sees_anything_of_another(tmp_path: Path) -> None:
    code, printed, state = storm(tmp_path, "--attempts", str(ATTEMPTS), "--towns", str(TOWNS))

    assert (code, state.leaks, state.broken) == (0, [], []), printed[-3000:]
    assert state.total == sum(state.held.values()) == ATTEMPTS
    assert len(state.attempts) >= 25
    assert state.commands >= 2
    assert state.kills >= 1


@pytest.mark.long
@pytest.mark.parametrize("plant", ["cache", "signing", "host"])
def test_a_planted_leak_is_seen(tmp_path: Path, plant: str) -> None:
    """The negative control: the guard switched off, the storm goes red and names the attempt."""
    code, printed, state = storm(
        tmp_path, "--attempts", "1000", "--towns", "5", "--seed", "red", "--plant", plant
    )

    assert code == 1
    assert any(
        re.match(r"attempt \d+ \(.+\): (word|name|BSN) of [0-9a-f]{12} in ", leak) for leak in state.leaks
    ), printed


@pytest.mark.long
def test_a_storm_that_was_stopped_goes_on(tmp_path: Path) -> None:
    started = ("--attempts", "1000", "--towns", "5", "--seed", "again")
    storm(tmp_path, *started)
    path = tmp_path / "state.json"
    half = json.loads(path.read_text())
    half["done"] = half["done"][:1]
    half["attempts"], half["held"] = {"kept": 500}, {"kept": 500}
    path.write_text(json.dumps(half))

    code, printed, state = storm(tmp_path, *started)

    assert code == 0, printed
    assert state.attempts["kept"] == 500
    assert state.total == 1000
