"""Every kind of page of ours, in the three themes: axe-core finds nothing, and it keeps its policy (P-226).

On a desk, on a telephone and when zoomed to 320 px. Both are looked at in one pass: going there takes the time. Each
way leads through one municipality here; `make test-long` goes through the others, with axe on all three screens, and
`make a11y` through all, with the pages of the first in every house style.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import addresses, case_pages, entering, houses, journeys, letters, people, tally
from tests.browser.policy import Listener
from tests.stack import Stack

type Journey = Callable[[Page, Stack, str], Iterator[str]]
AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
    const result = await axe.run(document, {runOnly: tags, resultTypes: ["violations"], preload: false});
    return result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
}"""
HAS_AXE = "() => 'axe' in window"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDTHS = (1280, 390, 320)
ENDS = (WIDTHS[0], WIDTHS[-1])
"""Where axe looks in `make test-processes`: it takes most time, and what stands on a page differs nowhere more."""
OTHERS = (
    "/beheer/",
    "/beheer/products/product/",
    "/beheer/products/product/add/",
    "/beheer/cms/pagecontent/",
)
FIRST = pytest.mark.parametrize(
    "slug",
    [
        journeys.MUNICIPALITIES[0],
        *(pytest.param(slug, marks=pytest.mark.long) for slug in journeys.MUNICIPALITIES[1:]),
    ],
)
"""One theme here, the others with `make test-long`."""


def screens(slug: str) -> tuple[int, ...] | None:
    """Tell where axe looks at a municipality: at the first as `examine` does, at the others on all screens."""
    return None if slug == journeys.MUNICIPALITIES[0] else WIDTHS


def examine(page: Page, name: str, *, looking: tuple[int, ...] | None = None) -> Iterator[str]:
    """See at each width whether the page can be read without scrolling sideways, and let axe look.

    :param looking: the widths at which it does, in the style that the page is in. If none are said: at the ends; in
        `make a11y` at all of them, in every house style, so that it passes whatever page any test looks at.
    """
    if looking is not None:
        yield from examine_in(page, name, houses.OWN, looking)
        return
    for style in houses.worn(page):
        yield from examine_in(page, name, style, WIDTHS if houses.EVERY else ENDS)


def examine_in(page: Page, name: str, style: str, looking: tuple[int, ...] = WIDTHS) -> Iterator[str]:
    """Let axe look, by all rules, at a page that is in this style."""
    if not page.evaluate(HAS_AXE):
        page.evaluate(AXE)
    called = name if style == houses.OWN else f"{name}, as {style}"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(RUN, RULES) if width in looking else []
        if (too_wide := page.evaluate(OVERFLOW)) > 0:
            found.append(f"{too_wide} px wider than the screen")
        if width in looking:
            tally.current().examined(name, style, width, len(found))
        yield from (f"{called}, {width} px: {finding}" for finding in found)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def judge(page: Page, pages: Iterator[str], *, looking: tuple[int, ...] | None = None) -> None:
    """Examine the pages of a journey, and listen on the way."""
    listener, findings = Listener(page), list[str]()
    for name in pages:
        listener.stop_at(name)
        findings += examine(page, name, looking=looking)
    assert not (found := [*findings, *listener.findings]), "\n".join(found)


@pytest.mark.covers("P-226")
@FIRST
def test_pages_of_visitors_are_accessible_and_keep_the_policy(
    slug: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()

    judge(page, journeys.public(page, stack, slug), looking=screens(slug))


@pytest.mark.covers("P-226")
@FIRST
def test_pages_on_which_inhabitants_come_in_are_accessible_and_keep_the_policy(
    slug: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()

    judge(page, journeys.doors(page, stack, slug), looking=screens(slug))


@pytest.mark.covers("P-226")
@FIRST
def test_pages_of_an_inhabitant_and_of_links_in_letters_are_accessible_and_keep_the_policy(
    slug: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()
    people.come_in(page, stack, slug, number=10)

    judge(page, journeys.inhabitant(page, stack, slug), looking=screens(slug))
    judge(page, letters.links(page, stack, slug), looking=screens(slug))


@pytest.mark.covers("P-226")
@FIRST
def test_pages_of_cases_are_accessible_and_keep_the_policy(
    slug: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()

    judge(page, case_pages.own(page, stack, slug), looking=screens(slug))


@pytest.mark.covers("P-226", "I-071")
def test_pages_of_cases_with_tasks_gaps_and_nothing_are_accessible_and_keep_the_policy(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()
    case_pages.come_in(page, stack, "zonnedam", number=0)

    judge(page, case_pages.asking(page, stack, "zonnedam"))
    judge(page, case_pages.uploading(page, stack, "zonnedam"))
    judge(page, case_pages.without(page, stack, "zonnedam"))


@pytest.mark.covers("P-226", "P-172")
def test_pages_about_kinds_of_cases_are_accessible_and_keep_the_policy(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.ADMINISTRATORS["zonnedam"])

    judge(page, case_pages.managers(page, stack, "zonnedam"))


@pytest.mark.covers("P-226")
@FIRST
def test_pages_of_sign_ins_that_do_not_work_are_accessible_and_keep_the_policy(
    slug: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()

    judge(page, entering.refusals(page, stack, slug), looking=screens(slug))


@pytest.mark.covers("P-226")
@pytest.mark.parametrize("journey", [entering.first_time, entering.for_another, entering.company])
@FIRST
def test_pages_of_who_comes_in_for_the_first_time_or_for_another_are_accessible_and_keep_the_policy(
    slug: str, journey: Journey, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()

    judge(page, journey(page, stack, slug), looking=screens(slug))


@FIRST
def test_our_own_pages_for_staff_are_accessible_and_keep_the_policy(
    slug: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()

    judge(page, journeys.staff(page, stack, slug, visitor, "axe"), looking=screens(slug))


def test_the_audit_log_of_a_municipality_is_accessible_and_keeps_the_policy(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.ADMINISTRATORS["zonnedam"])

    judge(page, journeys.audit_log(page, stack, "zonnedam"))


def test_what_leaves_a_municipality_is_shown_accessibly_and_keeps_the_policy(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.ADMINISTRATORS["zonnedam"])

    judge(page, journeys.deliveries(page, stack, "zonnedam"))


def test_pages_for_operators_are_accessible_and_keep_the_policy(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR)

    judge(page, journeys.console(page, stack))


@pytest.mark.long
def test_every_page_that_an_address_of_the_console_leads_to_is_accessible(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page, missed = visitor(), list[str]()

    judge(page, addresses.console(page, stack, missed), looking=WIDTHS)

    assert missed == []


def test_the_pages_on_which_operators_sign_in_are_accessible_and_keep_the_policy(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()

    judge(page, journeys.gate_of_console(page, stack, "axe@dimpact.example"))


def test_the_progress_of_an_opening_is_accessible_and_keeps_the_policy(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR)

    judge(page, journeys.opening(page, stack, "Axeldam"))


def test_what_breaks_the_policy_or_is_an_error_is_heard(visitor: Callable[..., Page], stack: Stack) -> None:
    """The negative control."""
    page = visitor()
    listener = Listener(page)
    page.goto(stack.portal_url("zonnedam"))

    page.evaluate("document.body.setAttribute('style', 'color: red'); console.error('oh')")
    listener.stop_at("home")

    said = "\n".join(listener.findings)
    assert "home: <body style>" in said
    assert "policy: style-src-attr" in said
    assert "after start: oh" in said


def test_pages_of_others_are_reported(
    visitor: Callable[..., Page], stack: Stack, record_property: Callable[[str, Any], None]
) -> None:
    """Tell at the end of the run what axe finds on pages of Django's administration and the CMS, not ours to repair."""
    page = visitor(user=people.EDITOR_OF_WATERRIJK)
    for path in OTHERS:
        page.goto(f"{stack.portal_url('waterrijk')}{path}")
        page.evaluate(AXE)
        rules = sorted({finding.partition(":")[0] for finding in page.evaluate(RUN, RULES)})
        record_property(f"axe: {path}", rules)
