"""The stylesheet that browsers get: small, up to date, and reading nothing but the slots."""

import re
from pathlib import Path

import brotli
import pytest

from themes import builtin, bundle
from themes.slots import SLOTS
from themes.types import Theme

BUDGET = 6_000


def test_the_minified_stylesheet_is_up_to_date_with_its_source() -> None:
    assert bundle.RESULT.read_text("utf-8") == bundle.minify(bundle.SOURCE.read_text("utf-8")), (
        "Run `python -m themes.bundle`."
    )


@pytest.mark.parametrize("theme", builtin.themes(), ids=lambda theme: theme.key)
def test_stylesheet_and_theme_take_at_most_6_kb(theme: Theme) -> None:
    stylesheet = brotli.compress(bundle.RESULT.read_bytes())

    assert len(stylesheet) + len(builtin.stylesheet(theme.key).brotli) <= BUDGET


def test_the_bundle_is_written_beside_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed = bundle.RESULT.read_text("utf-8"), bundle.SCRIPT.read_text("utf-8")
    monkeypatch.setattr(bundle, "RESULT", tmp_path / "portal.min.css")
    monkeypatch.setattr(bundle, "SCRIPT", tmp_path / "portal.min.js")

    bundle.main()

    assert (bundle.RESULT.read_text("utf-8"), bundle.SCRIPT.read_text("utf-8")) == committed


def test_the_script_is_up_to_date_and_takes_at_most_20_kb_with_its_library() -> None:
    made = bundle.SCRIPT.read_text("utf-8")
    library = (bundle.STATIC / "htmx.min.js").read_bytes()

    assert made == bundle.script(), "Run `python -m themes.bundle`."
    assert len(brotli.compress(made.encode())) + len(brotli.compress(library)) <= 20_000


def test_our_script_makes_no_code_of_text_and_writes_no_markup() -> None:
    ours = bundle.SCRIPT_SOURCE.read_text("utf-8")

    assert not re.search(
        r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write|\.style\b", ours
    )


def test_the_stylesheet_reads_slots_that_exist_and_all_of_them() -> None:
    read = set(re.findall(r"var\(--p-([a-z0-9-]+)", bundle.SOURCE.read_text("utf-8")))

    assert read == set(SLOTS)


def test_the_stylesheet_names_no_colour_of_its_own() -> None:
    source = re.sub(r"/\*.*?\*/", "", bundle.SOURCE.read_text("utf-8"), flags=re.DOTALL)

    # Black for print, and shadows.
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", source)) == {"#000"}
    assert set(re.findall(r"rgb\([\d ]+", source)) == {"rgb(0 0 0 "}


def test_the_stylesheet_loads_nothing() -> None:
    assert not re.search(r"url\(|@import|@font-face", bundle.SOURCE.read_text("utf-8"))
