"""Measure what an operator waits for: from the wizard's last click to the first page of the new portal.

make bench-console ARGS="--opening 20"

In a real Chromium on the whole product, with its workers. The operator follows the page of progress, which looks once a
second, and goes to the portal by its link as soon as that is there.
"""

import itertools
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests import stack as stacks
from tests.bench.console.report import say
from tests.bench.integrations.figures import percentile
from tests.browser import flags, people, wizard

MOST_SECONDS = 15.0
PATIENCE = 60_000
LETTERS = "bdfghkprtz"
OPERATOR = "meting@dimpact.example"


@dataclass(frozen=True, slots=True)
class Opening:
    """Seconds from the last click."""

    told: float
    """Until the page of progress said that the portal is open."""
    shown: float
    """Until the portal's first page was there."""


def run(number: int) -> int:
    """Measure both kinds of opening, print; answers 0 when all were within what was promised."""
    say(
        f"Cores: {len(os.sched_getaffinity(0))}; load of the machine at the start {os.getloadavg()[0]:.1f}.\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        found = {
            title: _measure(Path(folder) / name, name, number, spares)
            for title, name, spares in (
                ("no spare", "cold", 0),
                ("a spare stands ready", "spare", number + 1),
            )
        }
    show(found)
    say(f"\nLoad at the end {os.getloadavg()[0]:.1f}.")
    return 0 if all(each.shown <= MOST_SECONDS for openings in found.values() for each in openings) else 1


def show(found: dict[str, list[Opening]]) -> None:
    """Print a line for each kind of opening and each moment."""
    say(f"| opening | until | n | median s | p95 s | max s (≤ {MOST_SECONDS:.0f}) | outcome |")
    say("|---|---|---|---|---|---|---|")
    for title, openings in found.items():
        for moment, taken in (
            ("progress says that it is open", [each.told for each in openings]),
            ("first page of the portal", [each.shown for each in openings]),
        ):
            p50, p95, most = (percentile(taken, share) for share in (50, 95, 100))
            outcome = "met" if most <= MOST_SECONDS else "missed"
            say(f"| {title} | {moment} | {len(taken)} | {p50:.2f} | {p95:.2f} | {most:.2f} | {outcome} |")


def _measure(folder: Path, name: str, number: int, spares: int) -> list[Opening]:
    folder.mkdir()
    with stacks.started(folder, name=f"bench_{name}", seed=False, SPARES=str(spares)) as stack:
        if spares:
            stack.manage("lifecycle", "keep_spares")
        with _operator(stack) as page:
            openings = [_open(page, stack, slug) for slug in _slugs(number + 1)]
    return openings[1:]  # the first one wakes every process


@contextmanager
def _operator(stack: stacks.Stack) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM_PATH"], args=flags.FLAGS)
        page = browser.new_context(locale="nl-NL").new_page()
        people.join(page, stack, OPERATOR, "Mies Meting")
        yield page
        browser.close()


def _slugs(number: int) -> list[str]:
    """Make names that look like no other: digits are none."""
    pairs = itertools.product(LETTERS, LETTERS)
    return [f"{one}a{other}endam" for one, other in itertools.islice(pairs, number)]


def _open(page: Page, stack: stacks.Stack, slug: str) -> Opening:
    name, host = slug.capitalize(), f"{slug}.localhost"
    page.goto(f"{stack.console_url}/gemeenten/openen/")
    wizard.fill(
        page, kind="Proef", name=name, host=host, theme="Waterrijk", administrator=f"eerste@{slug}.example"
    )
    last = page.get_by_role("button", name="Openen", exact=True)
    onward = page.get_by_role("link", name=f"Naar {host}")

    began = time.perf_counter()
    last.click()
    onward.wait_for(timeout=PATIENCE)
    told = time.perf_counter()
    onward.click()
    expect(page).to_have_title(re.compile(f"^Gemeente {name}"), timeout=PATIENCE)
    shown = time.perf_counter()
    return Opening(told - began, shown - began)
