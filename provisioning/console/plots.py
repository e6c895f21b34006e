"""Plots of bars as SVG that is made here: without script, without style in the page, with the same figures in a table.

A drawing holds no words: it is stretched to the width that there is, and words would be stretched with it. What it says
stands around it, and in the table below it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise

WIDTH: Final = 600
HEIGHT: Final = 120
GAP: Final = 0.25
"""Of the room of a bar, what stays free."""
NICE: Final = (1, 2, 5)

type Text = str | Promise
type Value = float | None
"""None where nothing was measured: no bar, and a dash in the table."""
type Say = Callable[[float], str]


class Tone(StrEnum):
    """How a bar looks beside another."""

    MAIN = "main"
    MORE = "more"
    """What comes on top, and is nothing bad."""
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar; the second of a plot stands on top of the first."""

    name: Text
    values: Sequence[Value]
    tone: Tone = Tone.MAIN


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle, as SVG writes it, with what it says."""

    x: str
    y: str
    width: str
    height: str
    tone: str
    says: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing with its words, and a table of the same figures."""

    key: str
    title: Text
    summary: str
    top: str
    """What the upper edge stands for."""
    first: str
    last: str
    names: list[tuple[Text, str]]
    """Of the series, each with its tone."""
    bars: list[Bar]
    rows: list[tuple[date, list[str]]]
    is_empty: bool
    width: int = WIDTH
    height: int = HEIGHT


def whole(value: float) -> str:
    """Write a number without decimals."""
    return number_format(round(value), force_grouping=True)


def bars(
    key: str,
    title: Text,
    days: Sequence[date],
    series: Sequence[Series],
    *,
    say: Say = whole,
    summary: str = "",
) -> Plot:
    """Draw a bar for each day.

    :param series: one or two; the values of the second stand on top of those of the first.
    :param say: puts a value into words.
    """
    sums = [sum(each.values[at] or 0 for each in series) for at in range(len(days))]
    top = _nice(max(sums, default=0))
    return Plot(
        key=key,
        title=title,
        summary=summary,
        top=say(top),
        first=_day(days[0]) if days else "",
        last=_day(days[-1]) if days else "",
        names=[(each.name, each.tone.value) for each in series],
        bars=_bars(days, series, top, say),
        rows=[(day, [_said(each.values[at], say) for each in series]) for at, day in enumerate(days)],
        is_empty=not any(sums),
    )


def _bars(days: Sequence[date], series: Sequence[Series], top: float, say: Say) -> list[Bar]:
    found = []
    room = WIDTH / max(len(days), 1)
    for at, day in enumerate(days):
        below = 0.0
        for each in series:
            value = each.values[at]
            if not value:
                continue
            height = HEIGHT * value / top
            found.append(
                Bar(
                    x=f"{at * room + room * GAP / 2:.1f}",
                    y=f"{HEIGHT - below - height:.1f}",
                    width=f"{room * (1 - GAP):.1f}",
                    height=f"{height:.1f}",
                    tone=each.tone.value,
                    says=f"{_day(day)}: {each.name} {say(value)}",
                )
            )
            below += height
    return found


def _nice(highest: float) -> float:
    """Answer a number that people know at once, as high as the highest or a little higher."""
    power = 1.0
    while power < highest:
        power *= 10
    while power > 1e-6 and power / 10 >= highest > 0:
        power /= 10
    steps = [power * nice / 10 for nice in NICE] + [power]
    return next((step for step in steps if step >= highest > 0), 1.0)


def _said(value: Value, say: Say) -> str:
    return "–" if value is None else say(value)


def _day(day: date) -> str:
    return date_format(day, "j b")
