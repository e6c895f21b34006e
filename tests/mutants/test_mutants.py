"""The machinery of `make mutants` is alive: a few leaks are switched on and noticed, and without them all is green."""

import os
from pathlib import Path

import pytest

from tests.mutants import running
from tests.mutants.mutant import every

QUICK = {
    "role-not-set": "tests/attacks/test_survivors_entering.py",
    "flag-survives-savepoint-rollback": "tests/attacks/test_survivors_entering.py",
    "cache-key-falls-to-public": "tests/attacks/test_survivors_sharing.py",
    "signer-of-all": "tests/attacks/test_survivors_sharing.py",
    "log-can-be-rewritten": "tests/attacks/test_survivors_rights.py",
}


def test_there_are_enough_of_enough_kinds() -> None:
    mutants = every().values()

    assert len(mutants) >= 25
    assert len({mutant.mechanism for mutant in mutants}) >= 15


@pytest.mark.parametrize("name", sorted(every()))
def test_a_mutant_names_files_that_are_there(name: str) -> None:
    mutant = every()[name]
    targets = [target.partition("::")[0] for target in (*mutant.control, *mutant.killers)]

    assert [target for target in targets if not (running.ROOT / target).exists()] == []
    assert mutant.control
    assert not set(mutant.control) & set(mutant.killers)


@pytest.mark.long
def test_a_few_of_them_are_noticed(tmp_path: Path) -> None:
    slot = f"test_{os.getpid()}"
    for name, target in QUICK.items():
        code, failed = running.run([target], mutant=name, slot=slot)

        assert code == running.FAILED, f"{name} survived"
        assert failed[0]["test"].startswith(target)
        assert failed[0]["when"] == "call"


@pytest.mark.long
def test_without_a_mutant_the_same_tests_are_green() -> None:
    """The negative control."""
    assert running.run(sorted(set(QUICK.values())), slot=f"test_{os.getpid()}") == (0, [])
