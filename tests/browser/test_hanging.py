"""Anybody can make a system hang and watch: the board tells, the page keeps its time, the neighbour does not notice.

make test-long ARGS=tests/browser/test_hanging.py
"""

import json
import re
import urllib.parse
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import people, web
from tests.stack import WATCH, Stack, until

pytestmark = [pytest.mark.long, pytest.mark.covers("C-011", "C-073", "M-04", "M-12", "M-13")]
SYSTEM = "Zaaksysteem (ZGW)"
MINUTE = 60_000
"""Milliseconds within which an outage is on the board."""
UNTIL_QUIET = 3 * MINUTE
"""An outage is over when nothing failed for a while; a look may come late on a machine that is at work."""


def board_cell(board: Page, municipality: str) -> Locator:
    """Find what the board says of a municipality's first case system."""
    row = board.get_by_role("row").filter(has=board.get_by_role("link", name=municipality, exact=True))
    link = board.get_by_role("link", name=re.compile(f"^{re.escape(SYSTEM)}: "))
    return row.locator(".ip-console__spot").filter(has=link)


def connections(page: Page, stack: Stack, slug: str) -> str:
    """Open a municipality's page of connections; answer what it says, but for how long answers took."""
    page.goto(f"{stack.portal_url(slug)}/beheer/koppelingen/")
    said = " ".join(page.get_by_role("main").inner_text().split())
    return re.sub(r"\d+ milliseconden", "", said)


def mails(stack: Stack) -> list[str]:
    """List the subjects of what came about case systems that answer or do not, the oldest first.

    Whether they notify is told in mails of its own.
    """
    port = urllib.parse.urlsplit(stack.mailbox_url).port or 80
    query = urllib.parse.urlencode({"to": WATCH})
    found = json.loads(web.get(port, "127.0.0.1", f"/mailbox.json?{query}").body)
    subjects = [message["subject"] for message in reversed(found)]
    return [subject for subject in subjects if SYSTEM in subject and "meldingen" not in subject]


@pytest.fixture
def panel(visitor: Callable[..., Page], stack: Stack) -> Iterator[Page]:
    """The panel on which somebody makes systems fail; what is on goes off with it."""
    page = visitor()
    page.goto(f"{stack.environment['SANDBOX_URL']}/faults/")
    yield page
    off = page.get_by_role("button", name="Zet alles uit")
    if off.count():
        off.click()


@pytest.mark.fault("F01")
def test_a_system_that_hangs_is_told_once_and_disturbs_nobody_else(
    panel: Page, visitor: Callable[..., Page], stack: Stack
) -> None:
    board = visitor(user=people.OPERATOR)
    zonnedam, waterrijk = (visitor(user=people.ADMINISTRATORS[slug]) for slug in ("zonnedam", "waterrijk"))
    board.goto(f"{stack.console_url}/koppelingen/")
    for municipality in ("Zonnedam", "Waterrijk"):
        expect(board_cell(board, municipality)).to_contain_text("Werkt", timeout=2 * MINUTE)
        expect(board_cell(board, municipality)).not_to_contain_text("niet")
    before = connections(waterrijk, stack, "waterrijk")
    assert before.count("Antwoordt nu") == 4

    panel.get_by_label("Gemeente").fill("zonnedam")
    panel.get_by_label("Onderdeel").select_option("zgw")
    panel.get_by_role("button", name="Blijf hangen").click()

    expect(board_cell(board, "Zonnedam")).to_contain_text("Werkt niet", timeout=MINUTE)
    expect(board_cell(board, "Zonnedam")).to_contain_text("niet op tijd")
    expect(board_cell(board, "Waterrijk")).not_to_contain_text("niet")

    said = connections(zonnedam, stack, "zonnedam")
    assert f"Niet alles antwoordde toen deze pagina openging Zaken uit {SYSTEM}" in said
    assert said.count("Wij zijn deze gegevens nog aan het ophalen") == 3  # it was there before they were
    assert said.count("Antwoordt nu") == 4
    expect(
        zonnedam.get_by_text("duurde te lang").or_(zonnedam.get_by_text("Er is een storing"))
    ).to_have_count(3)
    assert connections(waterrijk, stack, "waterrijk") == before
    expect(board_cell(board, "Waterrijk")).not_to_contain_text("niet")
    until(lambda: len(mails(stack)) == 1, "an alert")

    panel.get_by_role("button", name="Zet alles uit").click()

    expect(board_cell(board, "Zonnedam")).not_to_contain_text("niet", timeout=UNTIL_QUIET)
    until(lambda: len(mails(stack)) > 1, "an all-clear", patience=UNTIL_QUIET / 1_000)
    assert connections(zonnedam, stack, "zonnedam").count("Antwoordt nu") == 7
    assert mails(stack) == [
        f"[Storing] Zonnedam: koppeling {SYSTEM} werkt niet",
        f"[Opgelost] Zonnedam: koppeling {SYSTEM} werkt weer",
    ]
