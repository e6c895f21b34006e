"""One running product and one browser for all browser tests of a worker."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import stack as stacks
from tests.browser import flags, houses, people, tally

HERE = f"{Path(__file__).parent}{os.sep}"
LOOKING = {"examine", "examine_in", "judge"}
"""Functions by which axe looks, one of which a module has that uses it."""
THROUGHOUT = {"test_components", "test_every_page"}
"""Modules whose long tests look too; those of others do what a shorter one does, as the same people."""
FRESH = 8 * 60
"""Seconds after which somebody signs in anew."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark browser tests, for whoever wants them alone; `make a11y` wants the modules in which axe looks."""
    for item in items:
        if str(item.path).startswith(HERE):  # of many thousands: as text, which a path remembers
            item.add_marker(pytest.mark.browser)
    if houses.EVERY:
        others = [item for item in items if not _looks(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Count what the test looks at, also of one that fails."""
    tally.begin()
    try:
        yield
    finally:
        if tally.current().pages:
            item.user_properties.append((tally.PROPERTY, tally.current().plain()))


def _looks(item: pytest.Item) -> bool:
    """Tell whether axe looks where the test is; of long tests only those that go through every page."""
    module = getattr(item, "module", None)
    is_long = item.get_closest_marker("long") is not None
    return bool(LOOKING & vars(module).keys()) and (not is_long or item.path.stem in THROUGHOUT)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what is reported of others' pages and fails nothing, and what `make a11y` looked at."""
    for report in terminalreporter.getreports("passed"):
        for path, findings in report.user_properties:
            if report.when == "call" and path.startswith("axe: "):
                terminalreporter.write_line(f"{path}: {', '.join(findings) or 'nothing'} (reported only)")
    for line in tally.lines([*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stacks.Stack]:
    """The whole product, with the municipalities of the demo."""
    with stacks.started(tmp_path_factory.mktemp("stack"), reports=True) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium.

    Playwright keeps an event loop in this thread for the rest of the session. Tests that come after the
    browser's on this worker still ask the database directly, which is safe: they never run inside that loop.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = os.environ.get("CHROMIUM_PATH")
    if not path:
        pytest.skip("browser tests: not run, CHROMIUM_PATH is not set")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags.FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, stack: stacks.Stack) -> Callable[[str], Any]:
    """Sign somebody in, once for all tests of a while: a code of the second factor works only once.

    Not once for all: what is dangerous asks an operator again who he is after a quarter of an hour (C-003).
    Answers the cookies.
    """
    known: dict[str, tuple[float, Any]] = {}

    def cookies_of(user: str) -> Any:
        since, cookies = known.get(user, (0.0, None))
        if cookies is None or time.monotonic() - since > FRESH:
            context = chromium.new_context(locale="nl-NL")
            people.sign_in(context.new_page(), stack.sign_in(user))
            cookies = context.storage_state()
            known[user] = (time.monotonic(), cookies)
            context.close()
        return cookies

    return cookies_of


@pytest.fixture
def visitor(chromium: Browser, signed_in: Callable[[str], Any]) -> Iterator[Callable[..., Page]]:
    """Open a page as a new visitor: `visitor(width=390, javascript=False, user="…")`."""
    contexts: list[BrowserContext] = []

    def make(
        *,
        width: int = 1280,
        javascript: bool = True,
        user: str = "",
        locale: str = "nl-NL",
        bypass_csp: bool = False,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale=locale,
            bypass_csp=bypass_csp,
            storage_state=signed_in(user) if user else None,
        )
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
