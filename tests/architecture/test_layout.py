"""The rooms are where the plan of the house says (architecture section 2)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("platform/config", "platform/portal", "tenants", "integrations", "provisioning", "themes")
BANNED = {"utils", "helpers", "common", "manager", "misc"}


def modules() -> list[Path]:
    return [path for part in PARTS for path in (ROOT / part).rglob("*.py") if "migrations" not in path.parts]


def test_platform_is_a_source_root_and_never_a_package() -> None:
    assert not list((ROOT / "platform").glob("*.py"))


def test_no_folder_of_tests_shadows_the_standard_library() -> None:
    assert not (ROOT / "tests/platform").exists()
    assert not (ROOT / "profile").exists()


def test_at_most_eighteen_entries_are_visible_at_the_top() -> None:
    visible = [path.name for path in ROOT.iterdir() if not path.name.startswith(".")]
    assert len([name for name in visible if name != "__pycache__"]) <= 18, sorted(visible)


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in modules() if path.stem in BANNED] == []


def test_no_package_is_empty() -> None:
    packages = {path.parent for path in modules() if path.name == "__init__.py"}
    empty = [
        p for p in packages if not [f for f in p.rglob("*") if f.name not in {"__init__.py", "__pycache__"}]
    ]
    assert empty == []


@pytest.mark.parametrize("room", sorted({p.parent for p in modules() if p.name == "apps.py"}), ids=str)
def test_each_room_tells_what_it_is_for(room: Path) -> None:
    source = (room / "__init__.py").read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), f"{room}/__init__.py has no docstring"


def test_modules_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): n
        for path in modules()
        if (n := len(path.read_text().splitlines())) > 400
    }
    assert long == {}


def test_functions_stay_small() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 50
    ]
    assert long == []
