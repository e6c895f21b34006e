"""Drawings of bars: what is drawn, what is said, and the table of the same figures."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from provisioning.console import plots
from provisioning.console.plots import Plot, Series, Tone, Value

DAYS = [datetime.date(2026, 11, day) for day in (24, 25, 26)]


def plot(*series: list[Value], title: str = "Aanmeldingen") -> Plot:
    names = ("gelukt", "geweigerd")
    tones = (Tone.MAIN, Tone.BAD)
    return plots.bars(
        "proef", title, DAYS, [Series(names[at], values, tones[at]) for at, values in enumerate(series)]
    )


def drawn(of: Plot) -> str:
    return render_to_string("console/parts/plot.html", {"plot": of})


def test_a_bar_is_as_high_as_its_part_of_a_round_number() -> None:
    found = plot([50, 100, 0])

    assert found.top == "100"
    assert [(bar.y, bar.height) for bar in found.bars] == [("60.0", "60.0"), ("0.0", "120.0")]


def test_the_second_stands_on_top_of_the_first() -> None:
    found = plot([3, 1, 0], [1, 0, 2])

    assert found.top == "5"
    assert [(bar.tone, bar.y, bar.height) for bar in found.bars] == [
        ("main", "48.0", "72.0"), ("bad", "24.0", "24.0"), ("main", "96.0", "24.0"), ("bad", "72.0", "48.0"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("highest", "top"), [(1, 1), (2, 2), (3, 5), (7, 10), (10, 10), (11, 20), (0.3, 0.5), (401_337, 500_000)]
)
def test_the_upper_edge_is_a_number_that_people_know(highest: float, top: float) -> None:
    assert plots._nice(highest) == pytest.approx(top)


def test_what_was_not_measured_has_no_bar_and_a_dash_in_the_table() -> None:
    found = plot([None, 2, 0])

    assert len(found.bars) == 1
    assert [values for _, values in found.rows] == [["–"], ["2"], ["0"]]


def test_a_drawing_has_a_name_a_description_and_the_same_figures_in_a_table() -> None:
    page = drawn(plot([3, 1, 0], [1, 0, 2]))

    figure = ElementTree.fromstring(page.strip())  # noqa: S314 - our own
    svg = figure.find("svg")
    assert svg is not None
    named = {child.get("id") for child in svg if child.tag in {"title", "desc"}}
    assert set((svg.get("aria-labelledby") or "").split()) == named
    assert len(figure.findall(".//tbody/tr")) == len(DAYS)
    assert [header.text for header in figure.findall(".//thead//th")] == ["Dag", "gelukt", "geweigerd"]


def test_nothing_is_styled_or_scripted_in_the_page_and_markup_stays_text() -> None:
    page = drawn(plot([3, 1, 0], title="<script>alert(1)</script>"))

    assert re.findall(r"\s(?:style|on\w+|fill)=", page) == []
    assert "<script>" not in page


def test_days_without_anything_say_so() -> None:
    assert "In deze dagen was er niets." in drawn(plot([0, 0, 0]))
    assert "<svg" not in drawn(plot([0, 0, 0]))
