"""One way in: every other way to enter a tenant, or to lose it in a thread, is refused by lint (architecture T3)."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("platform", "tenants", "integrations", "provisioning", "themes")
WAYS = {
    "from concurrent.futures import ThreadPoolExecutor": "tenants.parallel.run()",
    "import threading\nthreading.Thread()": "tenants.parallel.run()",
    "import threading\nthreading.Timer(1, print)": "tenants.parallel.run()",
    "import asyncio\nasyncio.to_thread(print)": "tenants.parallel.run()",
    "from asgiref.sync import sync_to_async": "tenants.parallel.run()",
    "import multiprocessing": "tenants.parallel.run()",
    "from django_tenants.utils import schema_context": "tenants.entry.enter()",
    "from django_tenants.utils import tenant_context": "tenants.entry.enter()",
}


def entered_by_model(source: str) -> list[int]:
    """List the lines with a `with tenant:` of the library (tenancy V8)."""
    return [
        item.context_expr.lineno
        for node in statements(ast.parse(source))
        if isinstance(node, ast.With)
        for item in node.items
        if last_name(item.context_expr).endswith("tenant")
    ]


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield all statements, and nothing of what is said in them: of that there is ten times as much."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            yield node
            yield from statements(node)


def last_name(expression: ast.expr) -> str:
    """Answer the last part of a dotted name; nothing for a call."""
    match expression:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.lower()
        case _:
            return ""


@pytest.mark.attack("T15", "T16", "V6", "V7")
@pytest.mark.parametrize(("source", "right"), WAYS.items(), ids=[way.rpartition("\n")[2] for way in WAYS])
def test_lint_refuses_it_and_names_the_right_call(source: str, right: str) -> None:
    ruff = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--select",
        "TID251",
        "--stdin-filename",
        "tenants/new.py",
        "-",
    ]
    answer = subprocess.run(ruff, input=source, cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 1
    assert right in answer.stdout


@pytest.mark.attack("T20", "V8")
def test_nobody_enters_by_the_model() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for part in PARTS
        for path in (ROOT / part).rglob("*.py")
        for line in entered_by_model(path.read_text())
    }
    assert found == set()


@pytest.mark.parametrize("way", ["with tenant: pass", "with a, request.tenant as t: pass"])
def test_entering_by_the_model_would_be_found(way: str) -> None:
    assert entered_by_model(way) == [1]


def test_entering_the_right_way_is_let_through() -> None:
    assert entered_by_model("with entry.enter(tenant): pass") == []
