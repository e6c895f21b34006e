"""What other systems told is kept in registered copies, or not at all (M-07, M-19)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from config.local import copies_check, outcomes
from tenants import registers

ROOT = Path(__file__).parents[2]
NOT_COPIES = {
    "digid_eherkenning": "what identity providers publish of themselves, about nobody",
    "connections": "what a municipality sets itself",
    "connections_inbox": "what operators ask for",
    "outbox": "what we send to others",
    "notifications": "that something changed elsewhere, and not what",
}
"""Apps of `integrations` whose tables hold nothing that other systems told."""


def names_used(source: str) -> Iterator[str]:
    """Yield the names of copies that a module asks for: `copies.get("…")`, `put`, `find`, and `kept("…")`."""
    if not any(name in source for name in ("copies.", "sources.")):
        return  # most modules: reading and walking all of them takes seconds
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Name(id="copies" | "sources"), attr="get" | "put" | "find" | "kept"
                ),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


@pytest.mark.covers("M-07", "M-19")
def test_nobody_keeps_anything_past_the_register() -> None:
    answer = copies_check.run()

    assert (answer.state, answer.words) == (outcomes.OK, "")


@pytest.mark.parametrize(
    "source",
    [
        "from django.core.cache import cache",
        "from django.core.cache import caches as c",
        "import django.core.cache",
        "import redis",
        "from redis import Redis",
        "def f():\n    from django.views.decorators.cache import cache_page",
    ],
)
def test_a_cache_of_ones_own_is_found(source: str, tmp_path: Path) -> None:
    path = tmp_path / "integrations" / "zgw" / "queries.py"
    path.parent.mkdir(parents=True)
    path.write_text(source)

    (line,) = copies_check.problems(path, tmp_path)

    assert line.startswith("integrations/zgw/queries.py:")
    assert "copies.get()" in line


def test_asking_a_copy_is_let_through(tmp_path: Path) -> None:
    path = tmp_path / "queries.py"
    path.write_text("from integrations import copies\nfrom django.views.decorators.cache import never_cache")

    assert list(copies_check.problems(path, tmp_path)) == []


@pytest.mark.covers("M-19")
def test_every_copy_that_is_asked_for_is_registered() -> None:
    modules = [path for part in ("integrations", "platform") for path in (ROOT / part).rglob("*.py")]
    used = {name for path in modules for name in names_used(path.read_text(encoding="utf-8"))}

    assert {name for name in used if name not in registers.copies} == set()


def test_a_copy_that_is_asked_for_by_name_is_seen() -> None:
    assert list(names_used('copies.get("a.b", {}, f)\nsources.kept("c.d", {}, f)\nother.get("e.f")')) == [
        "a.b",
        "c.d",
    ]


@pytest.mark.covers("M-19")
def test_every_table_of_an_integration_is_a_registered_copy_or_holds_nothing_of_others() -> None:
    models = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("integrations.") and model._meta.app_label not in NOT_COPIES
    }

    assert models - {copy.model for copy in registers.copies} == set()


@pytest.mark.covers("M-19")
def test_copies_in_tables_say_how_long_and_what_erasure_does() -> None:
    tables = [copy for copy in registers.copies if copy.model]

    assert [copy.name for copy in tables if copy.model not in registers.retention] == []
    assert [
        copy.name
        for copy in tables
        if copy.is_personal and not registers.retention.get(copy.model).on_erasure
    ] == []


@pytest.mark.covers("M-19", "architecture 7")
def test_every_copy_belongs_to_a_feature_and_a_personal_one_to_the_record_of_processing() -> None:
    assert [copy.name for copy in registers.copies if copy.feature not in registers.features] == []
    activities = {entry.activity for entry in registers.processing}
    personal = [copy for copy in registers.copies if copy.is_personal]
    assert personal
    assert [copy.name for copy in personal if f"Kopie bewaren: {copy.title}" not in activities] == []
