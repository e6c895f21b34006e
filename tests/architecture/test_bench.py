"""What measures is started seldom: how it counts is looked at each time (`tests/processes` starts it)."""

from typing import Any

import pytest

from tests.bench.cases import rounds
from tests.bench.integrations import figures, neighbours
from tests.bench.lighthouse import reports
from tests.bench.signin import calls, processors, rate, report, timing
from tests.bench.tenancy import callgrind, ratios


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


def looked(score: float, *, shown: str = "http://console.localhost/") -> dict[str, Any]:
    """Write what Lighthouse would: one audit that counts, in each category."""
    category = {"score": score, "auditRefs": [{"id": "colour", "weight": 1}, {"id": "hint", "weight": 0}]}
    return {
        "requestedUrl": "http://console.localhost/",
        "finalDisplayedUrl": shown,
        "categories": dict.fromkeys(reports.CATEGORIES, category),
        "audits": {"colour": {"title": "Contrast", "score": score}, "hint": {"title": "Hint", "score": 0}},
    }


def test_the_middle_one_of_five_looks_decides() -> None:
    looks = [reports.read(looked(score)) for score in (1, 0.5, 0.99, 0.98, 1)]

    assert reports.Found("list", "mobile", looks).is_kept
    assert not reports.Found("list", "mobile", looks[1:4]).is_kept
    assert "| list | mobile | 99 | 99 | 99 | 5 | met |" in reports.table(
        [reports.Found("list", "mobile", looks)]
    )


def test_what_costs_points_is_named_once() -> None:
    looks = [reports.read(looked(0.5)), reports.read(looked(0.5))]

    assert reports.Found("list", "mobile", looks).complaints()[0] == (
        "list, mobile: accessibility: Contrast (0.5)"
    )
    assert len(reports.Found("list", "mobile", looks).complaints()) == 3


def test_the_way_to_sign_in_is_no_page_that_was_asked_for() -> None:
    with pytest.raises(ValueError, match="aanmelden"):
        reports.read(looked(1, shown="http://console.localhost/aanmelden/"))


@pytest.mark.parametrize(
    ("slower", "outcome"),
    [
        (0.001, "met"),
        (-0.001, "met"),
        (0.02, "missed"),
        (-0.02, "missed"),
        (0.0099, "met, within the interval"),
    ],
)
def test_of_two_arms_it_does_not_matter_which_is_the_slower(slower: float, outcome: str) -> None:
    pairs = [(0.3 + luck / 1000, 0.3 + slower + luck / 900) for luck in range(-4, 5)] * 20

    assert report.apart("forgotten", figures.between_medians(pairs), most=0.01).outcome == outcome


def test_medians_lie_apart_though_pairs_go_up_and_down_together() -> None:
    found = figures.between_medians([(base, base + 2.0) for base in (1.0, 9.0, 5.0)] * 30)

    assert (found.median, found.low, found.high) == (2.0, 2.0, 2.0)


def test_a_figure_that_nothing_was_promised_for_is_told() -> None:
    rows = [
        report.Row("rate", "9 a second"),
        report.Row("profile", "13 queries", "≤ 12 queries", is_kept=False),
    ]

    assert report.table(rows).splitlines()[2:] == [
        "| rate | 9 a second | – | told |",
        "| profile | 13 queries | ≤ 12 queries | missed |",
    ]


def test_what_the_provider_took_is_that_of_its_own_answers_meanwhile() -> None:
    lines = [
        "10.0 10.2 /t/zonnedam/digid/artifacts\n",
        "10.3 10.4 /t/zonnedam/brp/personen\n",
        "11.5 11.9 /t/zonnedam/digid/artifacts\n",
        "12.0 12.",
    ]

    assert round(calls.within(calls.read(lines), 9.9, 11.0, "digid"), 6) == 0.2


def test_a_process_is_read_whatever_it_is_called() -> None:
    times = processors.TICK * 2
    line = f"77 (a (b) c) S 42 1 1 0 -1 0 0 0 0 0 {times} {times} 0 {times} 20 0 1"

    assert processors.read(line) == (42, 6.0)


def test_a_machine_that_waits_is_not_at_work() -> None:
    tick = processors.TICK

    assert processors.of_machine(f"cpu  {tick} 0 {tick} {900 * tick} {50 * tick} 0 0 {3 * tick} 0 0") == 5.0


def test_what_limits_is_named_when_processors_are_all_in_use() -> None:
    busy = processors.Worked(wall=10.0, seconds={"PostgreSQL": 4.0, "portal": 15.0})
    idle = processors.Worked(wall=10.0, seconds={"PostgreSQL": 4.0, "portal": 5.0})

    assert rate.limit(busy, 2).startswith("processors, portal most (1.90 of 2 cores")
    assert rate.limit(idle, 2).startswith("no processor")


def test_each_tries_from_a_network_of_their_own() -> None:
    networks = {
        timing.network_of(f"bekend{at}@example.org", path) for at in range(900) for path in ("/a/", "/b/")
    }

    assert len({network.rpartition("::")[0] for network in networks}) == 1800


def test_calls_side_by_side_are_one_round_and_count_once() -> None:
    lines = [
        "10.0 10.1 /t/bench-usual/zgw/zaken/api/v1/zaken/_zoek\n",
        "10.0 10.12 /t/bench-usual/zgw/zaken/api/v1/zaken/_zoek\n",
        "10.13 10.23 /t/bench-usual/zgw/zaken/api/v1/statussen\n",
        "10.2 10.3 /t/bench-usual/zgw/documenten/api/v1/enkelvoudiginformatieobjecten\n",
        "10.0 10.9 /t/bench-first/zgw-1.0/zaken/api/v1/zaken\n",
        "12.0 12.1 /t/bench-usual/zgw/zaken/api/v1/zaken/_zoek\n",
    ]
    page = rounds.between(calls.read(lines), 9.9, 11.0, "bench-usual")

    assert (len(page), rounds.of(page)) == (4, 2)
    assert round(rounds.spent(page), 6) == 0.29
    assert rounds.told([page, page]) == "4 calls in 2 rounds"
    assert rounds.told([page, page, page[:1]]) == "4 calls in 2 rounds"
    assert rounds.told([page, page[:1], page[:1]]) == "1 calls in 1 rounds (most: 4 in 2)"


def test_no_calls_are_no_round() -> None:
    assert (rounds.of([]), rounds.spent([])) == (0, 0.0)


COUNTED_BY_CALLGRIND = """# callgrind format
version: 1
positions: line
events: Ir Dr Dw I1mr D1mr D1mw ILmr DLmr DLmw
summary: 2000 600 300 10 20 30 1 2 3

fn=page
16 2000 600 300 10 20 30 1 2 3

totals: 2000 600 300 10 20 30 1 2 3
"""


def test_what_a_page_takes_is_instructions_and_what_is_in_no_cache() -> None:
    work = callgrind.read(COUNTED_BY_CALLGRIND, pages=2)

    assert work == callgrind.Work(instructions=1000, close=30, far=3)
    assert work.cycles == 1000 + 30 * callgrind.CYCLES_CLOSE + 3 * callgrind.CYCLES_FAR


def test_a_count_that_was_cut_off_is_no_figure() -> None:
    with pytest.raises(ValueError, match="no totals"):
        callgrind.read(COUNTED_BY_CALLGRIND.partition("totals")[0], pages=2)
