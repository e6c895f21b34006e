"""The list of OWASP's requirements is whole and founded; what the pages beside it name exists (docs/security)."""

import ast
import csv
import functools
import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs/security/asvs.csv"
COLUMNS: Final = ["id", "level", "requirement", "how_met", "test", "status"]
STATUSES: Final = frozenset({"met", "partly", "waiting", "not applicable", "proxy or hosting"})
BY_CONFIGURATION: Final = "by configuration: "
MOST_WORDS: Final = 15
NAMED: Final = re.compile(r"`(tests/[\w/]+\.py::\w+)`")
PATHS: Final = re.compile(r"`((?:tests|tenants|provisioning|platform)/[\w/.]*)`")
"""What stands in the pages as a test, and as a file or folder."""

SECTIONS: Final = {
    "V1.1": (0, 2), "V1.2": (5, 4), "V1.3": (2, 9), "V1.4": (0, 3), "V1.5": (1, 1),
    "V2.1": (1, 2), "V2.2": (2, 1), "V2.3": (1, 3), "V2.4": (0, 1),
    "V3.2": (2, 0), "V3.3": (1, 3), "V3.4": (2, 4), "V3.5": (3, 2), "V3.7": (0, 2),
    "V4.1": (1, 2), "V4.2": (0, 1),
    "V5.1": (0, 1), "V5.2": (2, 1), "V5.3": (2, 0), "V5.4": (0, 3),
    "V6.1": (1, 2), "V6.2": (8, 4), "V6.3": (2, 2), "V6.4": (2, 2), "V6.5": (0, 5), "V6.6": (0, 3), "V6.8": (0, 4),
    "V7.1": (0, 3), "V7.2": (4, 0), "V7.3": (0, 2), "V7.4": (2, 3), "V7.5": (0, 2), "V7.6": (0, 2),
    "V8.1": (1, 1), "V8.2": (2, 1), "V8.3": (1, 0), "V8.4": (0, 1),
    "V9.1": (3, 0), "V9.2": (1, 3),
    "V10.1": (0, 2), "V10.2": (0, 2), "V10.5": (0, 5),
    "V11.1": (0, 2), "V11.2": (0, 3), "V11.3": (2, 1), "V11.4": (1, 3), "V11.5": (0, 1), "V11.6": (0, 1),
    "V12.1": (1, 2), "V12.2": (2, 0), "V12.3": (0, 4),
    "V13.1": (0, 1), "V13.2": (0, 5), "V13.3": (0, 2), "V13.4": (1, 4),
    "V14.1": (0, 2), "V14.2": (1, 3), "V14.3": (1, 2),
    "V15.1": (1, 2), "V15.2": (1, 2), "V15.3": (1, 6),
    "V16.1": (0, 1), "V16.2": (0, 5), "V16.3": (0, 4), "V16.4": (0, 3), "V16.5": (0, 3),
}  # fmt: skip
"""How many requirements of level 1 and of level 2 each section of ASVS 5.0.0 has.

Left out, because there is nothing here that they speak of: GraphQL (V4.3), WebSocket (V4.4), being an OAuth resource
server, authorization server or OpenID provider, and consent (V10.3, V10.4, V10.6, V10.7), WebRTC (V17).
"""
OF_LEVEL_3: Final = frozenset({
    "V1.2.10", "V3.4.8", "V5.2.4", "V5.2.5", "V5.2.6", "V6.3.8", "V8.4.2", "V13.1.2", "V13.1.3", "V14.2.7",
    "V15.4.1", "V15.4.2", "V16.5.4",
})  # fmt: skip
"""What we look at besides: the only requirements of that level in the list."""

type Row = dict[str, str]


@functools.cache
def rows() -> list[Row]:
    with PAGE.open(encoding="utf-8", newline="") as page:
        return list(csv.DictReader(page))


def section(row: Row) -> str:
    return row["id"].rpartition(".")[0]


def named(row: Row) -> list[str]:
    return row["test"].split("; ") if row["test"] else []


@functools.cache
def functions(path: str) -> frozenset[str]:
    """List the functions of a file of tests; none when there is no such file."""
    file = ROOT / path
    if not (path.startswith("tests/") and file.is_file()):
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def exists(test: str) -> bool:
    path, _, function = test.partition("::")
    return function.startswith("test_") and function in functions(path)


def unfounded(row: Row) -> bool:
    """Tell whether a requirement is called met without anything that shows it."""
    return row["status"] == "met" and not (row["test"] or row["how_met"].startswith(BY_CONFIGURATION))


def test_the_list_has_its_columns_and_every_cell_that_it_needs() -> None:
    assert list(rows()[0]) == COLUMNS
    assert [row["id"] for row in rows() if not (row["requirement"] and row["how_met"])] == []
    assert {row["status"] for row in rows()} <= STATUSES


def test_every_requirement_stands_in_it_once() -> None:
    counted = Counter(row["id"] for row in rows())

    assert [each for each, times in counted.items() if times > 1] == []


def test_no_requirement_that_concerns_us_is_missing() -> None:
    found = {name: [0, 0] for name in SECTIONS}
    for row in rows():
        if row["level"] != "3":
            found[section(row)][int(row["level"]) - 1] += 1

    assert {name: tuple(numbers) for name, numbers in found.items()} == SECTIONS
    assert {row["id"] for row in rows() if row["level"] == "3"} == OF_LEVEL_3
    assert sum(map(sum, SECTIONS.values())) == 220


def test_what_is_called_met_is_shown_by_a_test_or_by_a_setting() -> None:
    assert [row["id"] for row in rows() if unfounded(row)] == []


def test_every_test_that_is_named_exists() -> None:
    assert [f"{row['id']} {each}" for row in rows() for each in named(row) if not exists(each)] == []


def test_what_a_test_cannot_show_names_none() -> None:
    waiting = [row for row in rows() if row["status"] in {"waiting", "proxy or hosting"}]

    assert [row["id"] for row in waiting if row["test"]] == []


def test_requirements_are_short_and_in_our_own_words() -> None:
    assert [row["id"] for row in rows() if len(row["requirement"].split()) > MOST_WORDS] == []
    assert [row["id"] for row in rows() if row["requirement"].startswith("Verify that")] == []


def test_a_claim_without_ground_and_a_test_that_is_gone_are_found() -> None:
    claim = {"status": "met", "test": "", "how_met": "of course"}

    assert unfounded(claim)
    assert not exists("tests/architecture/test_asvs.py::test_that_is_gone")
    assert not exists(
        "tests/architecture/gone.py::test_the_list_has_its_columns_and_every_cell_that_it_needs"
    )
    assert exists("tests/architecture/test_asvs.py::test_every_test_that_is_named_exists")


def test_the_numbers_are_those_of_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    counted = Counter(row["status"] for row in rows())
    told = f"{len(rows())} requirements: " + ", ".join(f"{counted[each]} {each}" for each in sorted(STATUSES))
    with capsys.disabled():
        print(f"\nASVS 5.0.0: {told}")

    assert told in (PAGE.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "walls.md"])
def test_the_tests_that_the_pages_name_exist(name: str) -> None:
    text = (PAGE.parent / name).read_text(encoding="utf-8")

    assert [each for each in NAMED.findall(text) if not exists(each)] == []
    assert [each for each in PATHS.findall(text) if not (ROOT / each).exists()] == []
