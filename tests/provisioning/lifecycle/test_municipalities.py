"""The list of municipalities: shipped, dated, and replaceable without a release (requirement C-020)."""

import datetime
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from provisioning.lifecycle import municipalities

HEAD = "cbs_code,name,also_called,inhabitants,inhabitants_on\n"


@pytest.fixture
def own_list(tmp_path: Path, settings: Settings) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(f"{HEAD}0002,Tweededorp,,20,2026-01-01\n0001,Eerstedorp,Het Dorp,10,2026-01-01\n")
    settings.MUNICIPALITIES_FILE = str(path)
    return path


def test_the_shipped_list_is_whole_and_dated() -> None:
    found = municipalities.municipalities()

    assert len(found) == 342
    assert sum(each.inhabitants for each in found) == 17_590_672
    assert municipalities.facts().borders_on == datetime.date(2023, 1, 1)
    assert "CBS" in municipalities.facts().source


def test_a_municipality_is_found_by_its_code() -> None:
    found = municipalities.by_code("0518")

    assert found
    assert (found.name, found.also_called) == ("'s-Gravenhage", "Den Haag")
    assert municipalities.by_code("9999") is None


def test_another_file_takes_its_place(own_list: Path) -> None:
    assert [each.name for each in municipalities.municipalities()] == ["Eerstedorp", "Tweededorp"]
    assert municipalities.facts().borders_on is None


def test_a_file_beside_it_tells_its_date(own_list: Path) -> None:
    own_list.with_suffix(".json").write_text('{"borders_on": "2026-01-01", "source": "gemeente"}')

    assert municipalities.facts().borders_on == datetime.date(2026, 1, 1)


def test_a_changed_file_is_read_again(own_list: Path) -> None:
    municipalities.municipalities()
    own_list.write_text(f"{HEAD}0003,Derdedorp,,30,2026-01-01\n")

    assert municipalities.by_code("0003")
    assert municipalities.by_code("0001") is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("12,Dorp,,1,2026-01-01", "line 2.*CBS code"),
        ("0001,Dorp,,veel,2026-01-01", "line 2"),
        ("0001,Dorp", "line 2"),
        ("0001,Dorp,,1,2026-01-01\n0001,Stad,,1,2026-01-01", "line 3.*twice"),
    ],
)
def test_a_broken_list_names_the_line(own_list: Path, line: str, why: str) -> None:
    own_list.write_text(f"{HEAD}{line}\n")

    with pytest.raises(ImproperlyConfigured, match=why):
        municipalities.municipalities()


def test_a_list_that_is_not_there_is_named(settings: Settings) -> None:
    settings.MUNICIPALITIES_FILE = "/nowhere/list.csv"

    with pytest.raises(ImproperlyConfigured, match=r"/nowhere/list\.csv"):
        municipalities.municipalities()
