"""What visitors change of a page: larger letters, more space, a narrow window, colours of their own, no movement.

Each function changes the page that is open and tells what is wrong with it then. Some write styles, which the policy
of our pages forbids: for these the page is opened with `bypass_csp=True`.
"""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page

WIDER = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const out = (e) => e.getBoundingClientRect().right > room + 1;
    return [...document.body.querySelectorAll("*")]
        .filter((e) => out(e) && ![...e.children].some(out))
        .map((e) => `${e.localName}.${e.className}: wider than the window`);
}"""
CUT = """() => [...document.querySelectorAll("main *, header *, footer *")]
    .filter((e) => !e.closest(".ip-vh, .ip-wide-only, svg, pre") && e.textContent.trim())
    .filter((e) => /hidden|clip/.test(getComputedStyle(e).overflow))
    .filter((e) => e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2)
    .map((e) => `${e.localName}.${e.className}: text is cut off`)"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
DOUBLED = "html { font-size: 200% !important; }"
LONGEST = "Aansprakelijkheidswaardevaststellingsveranderingsprocedure"
"""A word of the length that officials make."""
LENGTHEN = """(word) => document.querySelectorAll("h1, h2, h3, main p, main a, nav a, footer a").forEach((e) => {
    const text = [...e.childNodes].find((node) => node.nodeType === 3 && node.data.trim());
    if (text) text.data = word;
})"""
COVERING = """() => [...document.body.querySelectorAll("*")]
    .filter((e) => /fixed|sticky/.test(getComputedStyle(e).position) && e.getClientRects().length)
    .filter((e) => e.getBoundingClientRect().height > innerHeight / 2)
    .map((e) => `${e.localName}.${e.className}: stays over most of the window`)"""
MOVING = """() => [...document.querySelectorAll("*")].flatMap((e) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(e, part);
    const moves = style.animationName !== "none" || /[1-9]/.test(style.transitionDuration);
    return moves || style.scrollBehavior === "smooth" ? `${e.localName}.${e.className}: moves` : "";
})).filter(Boolean)"""
EDGELESS = """() => {
    const bare = (e) => {
        const style = getComputedStyle(e);
        return ["Top", "Right", "Bottom", "Left"].every((side) => {
            const drawn = style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0;
            return !drawn;
        });
    };
    const filled = ".utrecht-button, .ip-card, .utrecht-search-bar, .utrecht-textbox, .utrecht-alert, "
        + ".utrecht-status-badge, .utrecht-pagination__page-link--current";
    const current = ".utrecht-nav-bar__link[aria-current], .utrecht-sidenav__link[aria-current]";
    return [...document.querySelectorAll(`${filled}, ${current}`)]
        .filter((e) => e.getClientRects().length && bare(e))
        .map((e) => `${e.localName}.${e.className}: no edge in forced colours`);
}"""
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
COUNT = f"""() => [...document.querySelectorAll("{FOCUSABLE}")]
    .filter((e) => !e.disabled && e.checkVisibility({{visibilityProperty: true}})).length"""
TO_THE_TOP = """() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
}"""
FOCUSED = """() => {
    const e = document.activeElement;
    if (e === document.body) return null;
    const name = `${e.localName}.${e.className} ${(e.textContent || e.name || "").trim().slice(0, 30)}`;
    const rings = (each) => {
        const style = getComputedStyle(each);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const card = e.closest(".ip-card");
    const box = e.getBoundingClientRect();
    const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const seen = box.width * box.height > 0;
    const isNew = !e.passed;
    e.passed = true;
    const shows = e.matches(":focus-visible") && (rings(e) || (card !== null && rings(card)));
    return {name, isNew, shows, within, seen};
}"""


def spaced(page: Page) -> Iterator[str]:
    """Set lines, letters and words apart as WCAG 1.4.12 says."""
    yield from _styled(page, SPACED)


def doubled(page: Page) -> Iterator[str]:
    """Show text at twice its size (WCAG 1.4.4)."""
    yield from _styled(page, DOUBLED)


def lengthened(page: Page) -> Iterator[str]:
    """Put a word in that is longer than a line."""
    page.evaluate(LENGTHEN, LONGEST)
    yield from page.evaluate(WIDER)


def zoomed(page: Page) -> Iterator[str]:
    """Look through the window that is left of 1280 by 1024 pixels at 400 % (WCAG 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 256})
    yield from page.evaluate(WIDER)
    yield from page.evaluate(COVERING)


def in_colours_of_their_own(page: Page) -> Iterator[str]:
    """Show the page in forced colours: grounds go, edges stay."""
    page.emulate_media(forced_colors="active")
    yield from page.evaluate(EDGELESS)


def calm(page: Page) -> Iterator[str]:
    """Show the page to whom movement makes ill."""
    page.emulate_media(reduced_motion="reduce")
    yield from page.evaluate(MOVING)


def walked(page: Page) -> Iterator[str]:
    """Go through the page with Tab: all that can be used is passed, and each time it shows where one is."""
    page.evaluate(TO_THE_TOP)
    expected, passed = page.evaluate(COUNT), 0
    for _ in range(expected + 5):
        page.keyboard.press("Tab")
        at: dict[str, Any] | None = page.evaluate(FOCUSED)
        if at is None:
            break
        passed += at["isNew"]
        if not at["shows"]:
            yield f"{at['name']}: the focus does not show"
        if not (at["within"] and at["seen"]):
            yield f"{at['name']}: has the focus out of sight"
    if passed != expected:
        yield f"{passed} passed with Tab, of {expected} that can be used"


def _styled(page: Page, content: str) -> Iterator[str]:
    """See whether everything fits in these styles, which are gone afterwards."""
    style = page.add_style_tag(content=content)
    yield from page.evaluate(WIDER)
    yield from page.evaluate(CUT)
    style.evaluate("(each) => each.remove()")


WAYS: dict[str, Callable[[Page], Iterator[str]]] = {
    "400 %": zoomed,
    "spaced": spaced,
    "200 %": doubled,
    "forced colours": in_colours_of_their_own,
    "calm": calm,
    "keyboard": walked,
    "long words": lengthened,
}
"""In turn on a page that is loaded once: each leaves it as it was, but the last."""
