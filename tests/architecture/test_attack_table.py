"""The table of attacks is complete: each of the catalogue is tried by a test or waits for what it would attack."""

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local import places

TESTS = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SHARED_DIR") or places.ROOT.parent / "shared")
CATALOGUE = SHARED / "design/security.md"
REPRODUCED = SHARED / "design/tenancy.md"
ATTACK = re.compile(r"^\| ([TIOWP]\d{2}) \|", re.MULTILINE)
LEAK = re.compile(r"^\| (V\d{1,2}) \|", re.MULTILINE)
WAITING = tomllib.loads((TESTS / "attacks/waiting.toml").read_text(encoding="utf-8"))

needs_catalogue = pytest.mark.skipif(not CATALOGUE.exists(), reason="the catalogue is not in SHARED_DIR")


def marked() -> set[str]:
    """Name what tests are marked with, as attacks; leaks that lose data are marked as faults too."""
    return {each for path in TESTS.rglob("test_*.py") for each in _ids(ast.parse(path.read_text("utf-8")))}


def _ids(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"attack", "fault", "covers"}:
            for each in node.args:
                yield str(getattr(each, "value", "")).removeprefix("tenancy ")


def waiting() -> set[str]:
    return {each for group in WAITING.values() for each in group}


@needs_catalogue
def test_each_attack_is_tried_or_waits() -> None:
    wanted = set(ATTACK.findall(CATALOGUE.read_text(encoding="utf-8")))

    assert wanted - marked() - waiting() == set()
    assert waiting() - wanted == set()


def test_no_attack_waits_that_is_tried() -> None:
    assert waiting() & marked() == set()


@needs_catalogue
def test_each_reproduced_leak_is_tried() -> None:
    wanted = set(LEAK.findall(REPRODUCED.read_text(encoding="utf-8")))

    assert len(wanted) == 19
    assert wanted - marked() == set()


def test_what_waits_says_for_what_and_stands_in_its_group() -> None:
    for group, rows in WAITING.items():
        assert all(each.startswith(group) and len(reason) > 10 for each, reason in rows.items())
