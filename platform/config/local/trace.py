"""Tell which requirements, attacks and faults have a test that names them, and which have not.

A test names an id in a marker (`covers`, `attack`, `fault`) or in a docstring. The ids come from the pages
that lie beside the checkout (`SHARED_DIR`, else ../shared); where those are absent, nothing can be told.
"""

import ast
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from config.local import places, terminal

REQUIREMENT = re.compile(r"^(?:- (?:\[.\] )?\*\*|#{2,4} )([PICM]-\d{2,3})\b", re.MULTILINE)
IN_CATALOGUE = re.compile(r"^\| ([TIOWPF]\d{2}) \|", re.MULTILINE)
NAMED = re.compile(r"\b(?:[PICM]-\d{2,3}|[TIOWPF]\d{2})\b")
SPAN = re.compile(r"\b([PICM]-|[TIOWPF])(\d{2,3}) to (?:\1)?(\d{2,3})\b")
GROUPS = {
    "Portal": r"P-", "Integrations": r"I-", "Console": r"C-", "Integration layer": r"M-",
    "Attacks": r"[TIOWP]\d", "Faults": r"F\d",
}  # fmt: skip


def run(words: list[str]) -> int:
    """Print the table; with ids as words, print the tests that name those."""
    shared = Path(os.environ.get("SHARED_DIR") or places.ROOT.parent / "shared")
    if not (shared / "requirements").is_dir():
        terminal.say(f"TRACE: NOT RUN. The requirements are not in {shared}; set SHARED_DIR.")
        return 0
    tests = named_by_tests(places.ROOT / "tests")
    for word in words:
        terminal.say(f"{word}: {', '.join(sorted(tests.get(word, []))) or 'no test names it'}")
    if not words:
        print_table(wanted(shared), tests)
    return 0


def wanted(shared: Path) -> list[str]:
    """Return the ids of all requirements, attacks and faults."""
    found = set()
    for page in sorted((shared / "requirements").glob("*.md")):
        found.update(REQUIREMENT.findall(page.read_text(encoding="utf-8")))
    catalogue = shared / "design/security.md"
    if catalogue.exists():
        found.update(IN_CATALOGUE.findall(catalogue.read_text(encoding="utf-8")))
    return sorted(found)


def named_by_tests(folder: Path) -> dict[str, set[str]]:
    """Return for each id the tests that name it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.rglob("test_*.py")):
        for owner, text in _texts(ast.parse(path.read_text(encoding="utf-8"))):
            for each in ids_in(text):
                found[each].add(f"{path.relative_to(folder.parent)}{owner}")
    return dict(found)


def ids_in(text: str) -> set[str]:
    """Return the ids that a text names; `P-001 to P-003` names three."""
    found = set(NAMED.findall(text))
    for letter, first, last in SPAN.findall(text):
        found.update(f"{letter}{number:0{len(first)}}" for number in range(int(first), int(last) + 1))
    return found


def _texts(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what module, classes and tests say in docstrings and markers, each with its place."""
    yield "", ast.get_docstring(tree) or ""
    yield (
        "",
        " ".join(_strings(node) for node in tree.body if isinstance(node, ast.Assign) and _is_marks(node)),
    )
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield f"::{node.name}", ast.get_docstring(node) or ""
            marks = [mark for mark in node.decorator_list if _is_mark(mark)]
            yield f"::{node.name}", " ".join(_strings(mark) for mark in marks)


def _is_marks(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets)


def _is_mark(node: ast.expr) -> bool:
    names = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    return bool(names & {"covers", "attack", "fault"})


def _strings(node: ast.AST) -> str:
    return " ".join(
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )


def print_table(ids: list[str], tests: dict[str, set[str]]) -> None:
    """Print per group how many ids a test names, and the ids that none names."""
    for title, pattern in GROUPS.items():
        group = [each for each in ids if re.match(pattern, each)]
        named = [each for each in group if each in tests]
        terminal.say(f"{title}: {len(named)} of {len(group)} are named by a test")
        for each in named:
            terminal.say(f"  {each:<6} {len(tests[each])} test(s)")
        without = [each for each in group if each not in tests]
        for start in range(0, len(without), 14):
            terminal.say(f"  {'none:' if start == 0 else '':<6} {' '.join(without[start : start + 14])}")
    if strangers := sorted(set(tests) - set(ids)):
        terminal.say(f"Named by tests but not on the pages: {' '.join(strangers)}")
