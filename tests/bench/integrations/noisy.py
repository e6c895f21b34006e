"""What others notice of a municipality that is flooded with searches at twenty times its quota (fault F53, target T13).

Two running products, one with shares and quotas, one without. In each, visitors of Waterrijk and Heidebeek read page
after page; in some stretches of time Zonnedam is asked for searches as fast as twenty times the quota. Stretches
in the order A A' B B A' A; A' is like A. Beside it: how many of Zonnedam's requests were refused.
"""

import argparse
import http.client
import itertools
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests import stack as stacks
from tests.bench.integrations import figures
from tests.bench.integrations.figures import Interval

QUOTA, TIMES = 5, 20
"""Requests a second, and how many times as many the flood is."""
SENDERS = 16
PAGES = ("/", "/onderwerpen/burgerzaken/", "/onderwerpen/producten/paspoort/", "/zoeken/?q=paspoort")
SEARCHES = ("paspoort verlengen", "afval container", "parkeren vergunning bewoner", "verhuizen aangifte")
OTHERS = ("waterrijk", "heidebeek")
PROMISED = 1.25
LEAD = 2.0
"""Seconds for which the flood has gone on when the others begin to be timed: a flood lasts."""


@dataclass(slots=True)
class Stretch:
    """What a stretch of time brought."""

    taken: list[float]
    statuses: Counter[int]
    flood: Counter[int]

    @property
    def p95(self) -> float:
        """Answer how long the others waited at most, but for one in twenty."""
        return figures.percentile(self.taken, 95)


def run(words: list[str]) -> bool:
    """Measure and print; answers whether what was promised was kept."""
    parser = argparse.ArgumentParser(prog="make bench-integrations ARGS=noisy")
    parser.add_argument("--seconds", type=float, default=6.0, help="of a stretch")
    parser.add_argument("--rounds", type=int, default=1, help="of six stretches")
    options = parser.parse_args(words)
    print(f"The quota is {QUOTA} requests a second; the flood is {QUOTA * TIMES}.\n")
    print("| | p95 of the others, flood to none [95 %] | promised | outcome | like against like |")
    print("|---|---|---|---|---|")
    kept, lines = False, list[str]()
    for title, share in (("without shares", "0"), ("with shares and quotas", "30")):
        calm, again, flooded = _measured(options, share)
        ratio, same = _ratio(calm, flooded), _ratio(calm, again)
        kept = ratio.median <= PROMISED
        outcome = ratio.says(kept, limit=PROMISED) if share != "0" else "the control"
        print(f"| {title} | {ratio} | ≤ {PROMISED} | {outcome} | {same} |", flush=True)
        lines += [f"{title}, no flood: {_told(calm)}", f"{title}, flood: {_told(flooded)}"]
    print("\n" + "\n".join(lines))
    return kept


def _measured(options: argparse.Namespace, share: str) -> tuple[list[Stretch], list[Stretch], list[Stretch]]:
    calm, again, flooded = list[Stretch](), list[Stretch](), list[Stretch]()
    with (
        tempfile.TemporaryDirectory() as name,
        stacks.started(Path(name), name="noisy", TENANT_SHARE=share, TENANT_REQUESTS=str(QUOTA)) as stack,
    ):
        _stretch(stack.portal_port, options.seconds, is_flooded=False)  # warms processes and threads
        for _ in range(options.rounds):
            for arm in (calm, again, flooded, flooded, again, calm):
                arm.append(_stretch(stack.portal_port, options.seconds, is_flooded=arm is flooded))
                time.sleep(0.5)
    return calm, again, flooded


def _stretch(port: int, seconds: float, *, is_flooded: bool) -> Stretch:
    found = Stretch([], Counter(), Counter())
    begins = time.monotonic() + LEAD
    ends = begins + seconds
    visits = [threading.Thread(target=_visit, args=(port, slug, begins, ends, found)) for slug in OTHERS]  # noqa: TID251
    floods = [
        threading.Thread(target=_flood, args=(port, number, ends, found))  # noqa: TID251
        for number in range(SENDERS if is_flooded else 0)
    ]
    for thread in (*floods, *visits):
        thread.start()
    for thread in (*visits, *floods):
        thread.join()
    return found


def _visit(port: int, slug: str, begins: float, ends: float, found: Stretch) -> None:
    """Read page after page, well within the quota."""
    for path in itertools.cycle(PAGES):
        if time.monotonic() >= ends:
            return
        began = time.monotonic()
        status = _get(port, slug, path)
        if began >= begins:
            found.statuses[status] += 1
            found.taken.append(time.monotonic() - began)
        time.sleep(1 / QUOTA)


def _flood(port: int, number: int, ends: float, found: Stretch) -> None:
    """Ask at this sender's part of the flood, whatever comes back."""
    pause = SENDERS / (QUOTA * TIMES)
    due = time.monotonic() + pause * number / SENDERS
    for words in itertools.cycle(SEARCHES):
        if due >= ends:
            return
        time.sleep(max(0.0, due - time.monotonic()))
        found.flood[_get(port, "zonnedam", f"/zoeken/?q={words.replace(' ', '+')}")] += 1
        due += pause


def _get(port: int, slug: str, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": f"{slug}.localhost:{port}"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except OSError:
        return 0
    finally:
        connection.close()


def _ratio(first: list[Stretch], second: list[Stretch]) -> Interval:
    return figures.ratios([(one.p95, other.p95) for one, other in zip(first, second, strict=True)])


def _told(arm: list[Stretch]) -> str:
    taken = [each for stretch in arm for each in stretch.taken]
    others = sum((stretch.statuses for stretch in arm), Counter[int]())
    flood = sum((stretch.flood for stretch in arm), Counter[int]())
    return (
        f"others {len(taken)} pages, p50 {figures.percentile(taken, 50) * 1000:.0f} ms, "
        f"p95 {figures.percentile(taken, 95) * 1000:.0f} ms, {dict(others)}; Zonnedam {dict(flood)}"
    )
