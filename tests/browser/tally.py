"""What axe looked at, told at the end of `make a11y`: as counted, so that what is promised can be held beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.browser import houses

PROPERTY = "looked at"
TITLES = ("pages", "styles", "widths (px)", "by axe", "changed", "findings", "seconds")


@dataclass
class Tally:
    """What one test looked at: pages in a house style at a width, by axe or as a visitor changed them."""

    pages: set[str] = field(default_factory=set)
    styles: set[str] = field(default_factory=set)
    widths: set[int] = field(default_factory=set)
    by_axe: int = 0
    changed: int = 0
    findings: int = 0

    def examined(self, page: str, style: str, width: int, findings: int) -> None:
        """Count one look by axe."""
        self.by_axe += 1
        self._saw(page, style, width, findings)

    def tried(self, page: str, style: str, width: int, findings: int) -> None:
        """Count one way in which a visitor changes a page."""
        self.changed += 1
        self._saw(page, style, width, findings)

    def _saw(self, page: str, style: str, width: int, findings: int) -> None:
        self.pages.add(page)
        self.styles.add(style)
        self.widths.add(width)
        self.findings += findings

    def take(self, other: "Tally") -> None:
        """Add what another test looked at."""
        self.pages |= other.pages
        self.styles |= other.styles
        self.widths |= other.widths
        self.by_axe += other.by_axe
        self.changed += other.changed
        self.findings += other.findings

    def plain(self) -> dict[str, Any]:
        """Write it as what goes from a worker to who asked for the run."""
        return {**vars(self), **{name: sorted(getattr(self, name)) for name in ("pages", "styles", "widths")}}


def of_plain(written: dict[str, Any]) -> Tally:
    """Read what `Tally.plain` wrote."""
    sets = {name: set(written[name]) for name in ("pages", "styles", "widths")}
    return Tally(**{**written, **sets})


@dataclass
class _Current:
    tally: Tally = field(default_factory=Tally)


_current = _Current()


def begin() -> None:
    """Begin with a test: nothing has been looked at."""
    _current.tally = Tally()


def current() -> Tally:
    """Give what the test that runs has looked at until now."""
    return _current.tally


def lines(reports: Sequence[pytest.TestReport]) -> Iterator[str]:
    """Write a table: a line for each test that looked, and one for all; nothing unless `make a11y` is on."""
    if not (houses.EVERY and any(PROPERTY in dict(report.user_properties) for report in reports)):
        return
    yield ("{:>5}  {:>6}  {:<13} {:>6}  {:>7}  {:>8}  {:>7}  test").format(*TITLES)
    whole, seconds, failed = Tally(), 0.0, 0
    for report in reports:
        found = dict(report.user_properties).get(PROPERTY)
        if report.when != "call" or not isinstance(found, dict):
            continue
        name = report.nodeid.rpartition("/")[2]
        failed += report.failed
        seconds += report.duration
        whole.take(part := of_plain(found))
        yield f"{_row(part, report.duration)}  {name}{'  FAILED' if report.failed else ''}"
    yield f"{_row(whole, seconds)}  in all, {failed} tests failed; styles: {', '.join(sorted(whole.styles))}"


def _row(tally: Tally, seconds: float) -> str:
    widths = "/".join(map(str, sorted(tally.widths, reverse=True)))
    return (
        f"{len(tally.pages):>5}  {len(tally.styles):>6}  {widths:<13} {tally.by_axe:>6,}  {tally.changed:>7,}"
        f"  {tally.findings:>8}  {seconds:>7.1f}"
    )
