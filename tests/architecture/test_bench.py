"""What measures is started seldom: that it can be started at all is looked at each time."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bench.integrations import figures, neighbours
from tests.bench.lighthouse import reports
from tests.bench.tenancy import ratios

ROOT = Path(__file__).parents[2]
STARTED = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__main__")
    for path in (ROOT / "tests/bench").rglob("*.py")
    if 'if __name__ == "__main__":' in path.read_text(encoding="utf-8")
)


def test_there_are_some() -> None:
    assert "tests.bench.tenancy.opening" in STARTED


@pytest.mark.parametrize("module", STARTED)
def test_what_is_started_as_a_process_loads_before_its_apps_do(module: str) -> None:
    name = f"{module}.__main__" if (ROOT / module.replace(".", "/")).is_dir() else module

    done = subprocess.run([sys.executable, "-c", f"import {name}"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


def test_an_interval_is_as_wide_as_the_luck_of_processes() -> None:
    even = ratios.of([[(1.0, 1.0), (1.0, 1.02)] * 10 for _ in range(12)])
    lucky = ratios.of([[(1.0, 1.0 + luck)] * 20 for luck in (-0.08, 0.09) * 6])

    assert even.may_be_one
    assert even.high - even.low < 0.03
    assert lucky.may_be_one
    assert lucky.high - lucky.low > 0.05


def test_a_percentile_is_what_so_many_stay_below() -> None:
    hundred = [float(number) for number in range(100, 0, -1)]

    assert figures.percentile(hundred, 99) == 99
    assert figures.percentile(hundred, 50) == 50
    assert figures.percentile([3.0, 1.0, 2.0], 99) == 3


def test_a_difference_is_that_of_pairs_and_as_sure_as_they_agree() -> None:
    pairs = [(base, base + 0.4) for base in (1.0, 5.0, 9.0, 2.0)]

    sure = figures.differences(pairs)
    unsure = figures.differences([(1.0, 1.1), (1.0, 1.9), (1.0, 1.2), (1.0, 1.6)])

    assert (round(sure.median, 6), round(sure.high - sure.low, 6)) == (0.4, 0)
    assert sure.says(sure.median < 0.5, limit=0.5) == "met"
    assert unsure.says(unsure.median < 0.5, limit=0.5) == "met, within the interval"


def test_fetches_shortly_after_one_another_belong_together() -> None:
    assert figures.clusters([0.0, 4.1, 0.2, 2.0, 4.2, 4.3], apart=1.0) == [2, 1, 3]


def test_the_one_concerned_is_not_counted_among_the_others() -> None:
    shown = [(1, 0.1, 5), (neighbours.CONCERNED, 3.0, 4), (2, 0.2, 5), (3, 0.3, 4)]

    found = neighbours.summed(shown, seconds=2.0)

    assert (found.rate, found.p99, found.own, found.short) == (1.5, 0.3, [3.0], 1)


def report(score: float, *, shown: str = "http://console.localhost/") -> dict[str, Any]:
    """Write what Lighthouse would: one audit that counts, in each category."""
    category = {"score": score, "auditRefs": [{"id": "colour", "weight": 1}, {"id": "hint", "weight": 0}]}
    return {
        "requestedUrl": "http://console.localhost/",
        "finalDisplayedUrl": shown,
        "categories": dict.fromkeys(reports.CATEGORIES, category),
        "audits": {"colour": {"title": "Contrast", "score": score}, "hint": {"title": "Hint", "score": 0}},
    }


def test_the_middle_one_of_five_looks_decides() -> None:
    looks = [reports.read(report(score)) for score in (1, 0.5, 0.99, 0.98, 1)]

    assert reports.Found("list", "mobile", looks).is_kept
    assert not reports.Found("list", "mobile", looks[1:4]).is_kept
    assert "| list | mobile | 99 | 99 | 99 | 5 | met |" in reports.table(
        [reports.Found("list", "mobile", looks)]
    )


def test_what_costs_points_is_named_once() -> None:
    looks = [reports.read(report(0.5)), reports.read(report(0.5))]

    assert reports.Found("list", "mobile", looks).complaints()[0] == (
        "list, mobile: accessibility: Contrast (0.5)"
    )
    assert len(reports.Found("list", "mobile", looks).complaints()) == 3


def test_the_way_to_sign_in_is_no_page_that_was_asked_for() -> None:
    with pytest.raises(ValueError, match="aanmelden"):
        reports.read(report(1, shown="http://console.localhost/aanmelden/"))
