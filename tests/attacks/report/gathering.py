"""Gather what the report tells: from the catalogue, the tests, and the results of the last runs."""

import ast
import json
import os
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.local import places
from tests.attacks.storm.state import State

TESTS = places.ROOT / "tests"
SHARED = Path(os.environ.get("SHARED_DIR") or places.ROOT.parent / "shared")
CATALOGUE, REPRODUCED = SHARED / "design/security.md", SHARED / "design/tenancy.md"
WAITING = TESTS / "attacks/waiting.toml"
UNREACHED = TESTS / "attacks/unreached.toml"
MUTANTS = places.LOCAL / "mutants/result.json"
STORM = places.LOCAL / "attack/state.json"
ROW = re.compile(r"^\| ([TIOWPV]\d{1,2}) \| (.+?) \|", re.MULTILINE)
MARK = re.compile(r"\.(?:attack|fault)\(")
GROUPS = {
    "T": "Tenant context, data, shared machinery",
    "I": "Identity",
    "O": "Objects, interfaces, privacy",
    "W": "Input, content, network",
    "P": "Console",
    "V": "Leaks and losses of the stock stack, reproduced",
}


@dataclass(frozen=True)
class Attack:
    """One attack of the catalogue, and what there is about it."""

    id: str
    title: str
    tests: tuple[str, ...] = ()
    waits_for: str = ""

    @property
    def group(self) -> str:
        """Name its group."""
        return GROUPS[self.id[0]]

    @property
    def state(self) -> str:
        """Tell whether it is tried, waits, or was forgotten."""
        return "tried" if self.tests else "waits" if self.waits_for else "NEITHER"


@dataclass(frozen=True)
class Report:
    """All that the report tells."""

    attacks: list[Attack]
    storm: State | None = None
    mutants: dict[str, Any] = field(default_factory=dict)
    unreached: int = 0
    """Addresses of which a walk gets no page."""

    def of(self, letter: str) -> list[Attack]:
        """List a group."""
        return [attack for attack in self.attacks if attack.id[0] == letter]


def report() -> Report:
    """Gather everything that there is."""
    tests, waiting = tests_by_attack(), _waiting()
    ids = titles() or dict.fromkeys(sorted({*tests, *waiting}, key=_order), "")
    attacks = [
        Attack(each, title, tuple(sorted(tests.get(each, ()))), waiting.get(each, ""))
        for each, title in ids.items()
    ]
    storm = State.load(STORM) if STORM.exists() else None
    mutants = json.loads(MUTANTS.read_text(encoding="utf-8")) if MUTANTS.exists() else {}
    unreached = tomllib.loads(UNREACHED.read_text(encoding="utf-8")) if UNREACHED.exists() else {}
    return Report(attacks, storm, mutants, len(unreached))


def titles() -> dict[str, str]:
    """Read the catalogue; empty where it does not lie beside the checkout."""
    if not CATALOGUE.exists():
        return {}
    text = CATALOGUE.read_text(encoding="utf-8")
    found = {each: title for each, title in ROW.findall(text) if each[0] != "V" and len(each) == 3}
    reproduced = REPRODUCED.read_text(encoding="utf-8") if REPRODUCED.exists() else ""
    leaks = {each: title for each, title in ROW.findall(reproduced) if each[0] == "V"}
    return {**dict(sorted(found.items(), key=lambda row: _order(row[0]))), **leaks}


def _order(each: str) -> tuple[int, int]:
    return list(GROUPS).index(each[0]), int(each[1:])


def _waiting() -> dict[str, str]:
    if not WAITING.exists():
        return {}
    groups = tomllib.loads(WAITING.read_text(encoding="utf-8"))
    return {each: reason for rows in groups.values() for each, reason in rows.items()}


def tests_by_attack() -> dict[str, set[str]]:
    """Find the tests that are marked with each id."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(TESTS.rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        for name, each in _marks(ast.parse(source)) if MARK.search(source) else ():
            if each[0] in GROUPS:
                found[each].add(f"{path.relative_to(places.ROOT)}{name}")
    return found


def _marks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield ids with the tests that bear them; of the whole module when it says so."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from (("", each) for each in _ids(node.value))
    for statement in ast.walk(tree):
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            for mark in statement.decorator_list:
                yield from ((f"::{statement.name}", each) for each in _ids(mark))


def _ids(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in {"attack", "fault"}:
            yield from (
                word.value
                for word in call.args
                if isinstance(word, ast.Constant)
                and isinstance(word.value, str)
                and re.fullmatch(r"[A-Z]\d{1,2}", word.value)
            )
