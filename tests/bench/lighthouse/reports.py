"""What Lighthouse found, and what was promised."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PROMISED = 99
CATEGORIES = ("performance", "accessibility", "best-practices")
FOR_EVERYBODY = (*CATEGORIES, "seo")
"""A portal is there to be found; a console is not."""


@dataclass(frozen=True, slots=True)
class Scores:
    """One look at a page."""

    points: Mapping[str, int]
    """Of a hundred, by category."""
    lost: Sequence[str]
    """What costs points, each with its category."""


@dataclass(frozen=True, slots=True)
class Found:
    """All looks at one page on one screen."""

    page: str
    screen: str
    looks: Sequence[Scores]

    def median(self, category: str) -> int:
        """Answer the middle one of the looks."""
        return int(statistics.median_low(look.points[category] for look in self.looks))

    @property
    def is_kept(self) -> bool:
        """Tell whether it is what was promised."""
        return all(self.median(category) >= PROMISED for category in self.looks[0].points)

    def complaints(self) -> list[str]:
        """Name what costs points, in any of the looks."""
        return sorted({f"{self.page}, {self.screen}: {lost}" for look in self.looks for lost in look.lost})


def read(report: Mapping[str, Any], categories: Sequence[str] = CATEGORIES) -> Scores:
    """Read a report as Lighthouse writes it.

    :raises ValueError: when it saw something else than the page, such as the way to sign in.
    """
    if (error := report.get("runtimeError")) or report["finalDisplayedUrl"] != report["requestedUrl"]:
        raise ValueError(f"{report['requestedUrl']}: {error or report['finalDisplayedUrl']}")
    scored = report["categories"]
    points = {name: round(100 * (scored[name]["score"] or 0)) for name in categories}
    lost = [
        f"{name}: {audit['title']} ({audit.get('displayValue') or audit['score']})"
        for name in categories
        for reference in scored[name]["auditRefs"]
        if reference["weight"]
        and (audit := report["audits"][reference["id"]])["score"] is not None
        and audit["score"] < 0.9
    ]
    return Scores(points, lost)


def table(found: Sequence[Found]) -> str:
    """Write the medians as a table that can stand in a page of Markdown."""
    categories = list(found[0].looks[0].points)
    heads = " | ".join(categories)
    lines = [f"\n| page | screen | {heads} | looks | outcome |", "|---" * (len(categories) + 4) + "|"]
    for each in found:
        known = each.looks[0].points
        medians = " | ".join(str(each.median(name)) if name in known else "–" for name in categories)
        outcome = "met" if each.is_kept else "missed"
        lines.append(f"| {each.page} | {each.screen} | {medians} | {len(each.looks)} | {outcome} |")
    return "\n".join([*lines, ""])
