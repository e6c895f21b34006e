"""All themes that can be had: imported, legible, and small (issue 8, section 4)."""

import os

import pytest

from config.local import theme_packages
from tests.themes import imported, report
from themes import emit, intake
from themes.importing import archives

TWICE = [
    ("@nl-design-system-unstable/voorbeeld", "figma/voorbeeld.tokens.json", "dist/theme.css"),
    ("@nl-design-system-unstable/voorbeeld", "dist/list.json", "dist/theme.css"),
    ("@nl-design-system-unstable/voorbeeld", "dist/tokens.json", "dist/theme.css"),
    ("@nl-design-system-unstable/voorbeeld", "dist/variables.json", "dist/theme.css"),
    ("@nl-design-system-community/ma", "src/tokens.json", "dist/theme.css"),
    ("@amsterdam/", "dist/index.json", "dist/index.theme.css"),
    ("@gemeente-denhaag/", "dist/index.json", "dist/theme/index.css"),
    ("@utrecht/", "dist/tokens.json", "dist/theme.css"),
    ("@gemeentenijmegen/", "dist/index.json", "dist/index.css"),
]
NOT_RUN = (
    "themes of real organisations: not run, their packages are not here (make themes-report fetches them)"
)


def test_there_are_at_least_twelve_fictional_houses_in_all_formats() -> None:
    found = list(imported.fictional())

    assert len(found) >= 12
    assert {each.format for each in found} == {"tokens-studio", "style-dictionary", "dtcg", "flat", "css"}
    assert all(each.theme and each.left == 0 for each in found)


def test_a_shipped_theme_says_of_each_slot_where_it_comes_from() -> None:
    assert all(each.theme and len(each.theme.provenance) == 68 for each in imported.shipped_themes())


def test_the_report_shows_a_theme_its_repairs_and_its_size() -> None:
    dirty = next(each for each in imported.fictional() if each.name == "bleekveld.json")

    shown = report.card(dirty)

    assert "bleekveld.json" in shown
    assert "data:image/svg+xml" in shown
    assert f"{imported.size(dirty)[0]} bytes" in shown
    assert "btn-fg" in shown
    assert report.summary([]) == report.NOT_RUN


def test_each_package_is_pinned_to_one_content() -> None:
    packages = theme_packages.packages()

    assert len({package.spec for package in packages}) == len(packages) >= 13
    assert all(package.integrity.startswith("sha512-") for package in packages)


def test_a_package_with_another_content_does_not_count(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme_packages, "FOLDER", tmp_path)
    package = theme_packages.packages()[0]
    assert package.content() is None

    package.file.write_bytes(b"something else")

    assert package.content() is None


@pytest.mark.long
@pytest.mark.covers("C-020", "C-024")
def test_the_themes_of_real_organisations_are_imported_and_can_be_read() -> None:
    found = list(imported.real())
    if not found:
        if os.environ.get("CI"):
            print(NOT_RUN)
        pytest.skip(NOT_RUN)

    print(report.summary(found))
    assert len(found) >= 50
    assert sum(each.is_municipal for each in found) >= 30
    assert [each.name for each in found if each.theme is None or each.left] == []
    assert max(imported.size(each)[0] for each in found) <= emit.MOST_BYTES


@pytest.mark.long
@pytest.mark.parametrize(("package", "document", "sheet"), TWICE)
def test_a_package_says_the_same_in_json_and_in_css(package: str, document: str, sheet: str) -> None:
    content = next(each.content() for each in theme_packages.packages() if each.spec.startswith(package))
    if content is None:
        pytest.skip(NOT_RUN)
    files = {each.name: each.content for each in archives.unpack(content)}

    one, other = (intake.from_file(files[f"package/{name}"]).theme for name in (document, sheet))

    assert one is not None
    assert other is not None
    assert one.stylesheet.content == other.stylesheet.content
