"""Who looks at personal data leaves a record: no view for people who have signed in without a word on it (P-264)."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from portal.accounts.looking import activity_of
from tenants import access, registers
from tenants.registers.kinds import Audience
from tests.architecture.test_access import views

ROOT = Path(__file__).parents[2]
SHARED: Final = ("config.urls.portal",)
BELOW_APPHOOKS: Final = ("portal.products.urls", "portal.profile.urls")
PLACES: Final = ("platform/portal", "tenants", "integrations", "provisioning")
CALLS: Final = frozenset({"processes", "looked_up", "record", "write", "about"})


def personal(urlconfs: tuple[str, ...] = (*SHARED, *BELOW_APPHOOKS)) -> Iterator[tuple[str, Any]]:
    """List the views for people who have signed in."""
    for urlconf in urlconfs:
        for name, view in views(importlib.import_module(urlconf).urlpatterns):
            if access.audience_of(view) is Audience.SIGNED_IN:
                yield name, view


def silent(found: Iterator[tuple[str, Any]]) -> list[str]:
    return [name for name, view in found if activity_of(view) is None]


@pytest.mark.covers("P-264")
def test_every_view_for_people_who_signed_in_is_recorded_or_shows_nothing_of_them() -> None:
    assert silent(personal()) == [], "say @processes(…) or @shows_nothing_personal (portal.accounts.looking)"


def test_a_view_that_says_nothing_is_found() -> None:
    def unsaid(request: Any) -> None: ...

    assert silent(iter([("somewhere", unsaid)])) == ["somewhere"]


@pytest.mark.covers("P-264")
def test_every_activity_of_a_view_stands_in_the_register_of_processing() -> None:
    told = {name: activity_of(view) for name, view in personal()}

    assert {name: said for name, said in told.items() if said and said not in registers.processing} == {}


@pytest.mark.covers("P-264")
def test_every_activity_that_code_names_stands_in_the_register_of_processing() -> None:
    named = {(module, activity) for module, activity in activities() if activity not in registers.processing}

    assert named == set()


def test_an_activity_in_code_is_found() -> None:
    lines = (
        'A = "Zomaar"',
        "processing.record(A, person=1, by=2)",
        'processing.about("Anders", person=1, by=2)',
        'audit.record("x")',
    )
    source = "\n".join(lines)

    assert list(told_in(ast.parse(source))) == ["Zomaar", "Anders"]


def activities() -> Iterator[tuple[str, str]]:
    for place in PLACES:
        for path in (ROOT / place).rglob("*.py"):
            text = path.read_text()
            if "process" in text and "tests" not in path.parts:
                yield from ((str(path.relative_to(ROOT)), activity) for activity in told_in(ast.parse(text)))


def told_in(tree: ast.Module) -> Iterator[str]:
    """List the activities that a module names in calls: as text, or by a constant of its own."""
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _is_ours(node.func):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value
            elif isinstance(first, ast.Name) and first.id in constants:
                yield constants[first.id]


def _is_ours(func: ast.expr) -> bool:
    if isinstance(func, ast.Attribute):
        return (
            func.attr in CALLS
            and isinstance(func.value, ast.Name)
            and func.value.id in {"processing", "looking"}
        )
    return isinstance(func, ast.Name) and func.id in {"processes", "looked_up"}
