"""The table of attacks is complete: each of the catalogue is tried by a test or waits for what it would attack."""

import ast
import functools
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
MARKS = {"attack", "fault", "covers"}
MARK = re.compile(rf"\.(?:{'|'.join(MARKS)})\(")
LEAK = re.compile(r"^\| (V\d{1,2}) \|", re.MULTILINE)
WAITING = tomllib.loads((TESTS / "attacks/waiting.toml").read_text(encoding="utf-8"))

needs_catalogue = pytest.mark.skipif(not CATALOGUE.exists(), reason="the catalogue is not in SHARED_DIR")


@functools.cache
def marked() -> frozenset[str]:
    """Name what tests are marked with, as attacks; leaks that lose data are marked as faults too."""
    sources = (path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    return frozenset(each for source in sources if MARK.search(source) for each in _ids(ast.parse(source)))


def _ids(tree: ast.Module) -> Iterator[str]:
    """Yield what stands in marks: of the whole module, or above a test."""
    for statement in tree.body:
        for place in getattr(statement, "decorator_list", [statement] * isinstance(statement, ast.Assign)):
            for node in ast.walk(place):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in MARKS:
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
