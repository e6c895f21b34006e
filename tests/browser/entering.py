"""Ways through the pages of signing in: each stops at a page and says its name, as those of `journeys` do."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.browser import mail, people, providers
from tests.stack import Stack

NEWCOMER = 2
"""Of the people of the sandbox: nobody else of these tests comes in as them."""
BRANCHES = "Kies een vestiging"
WITH_COMPANIES = ("zonnedam", "waterrijk")
TITLES = {
    "failed": "Inloggen is niet gelukt",
    "too little sure": "U moet zekerder laten zien wie u bent",
    "out of order": re.compile("Inloggen kan nu even niet|Inloggen is niet gelukt"),
}


def refusals(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass the page on which signing in did not work, for each reason that somebody can meet."""
    heading = page.get_by_role("heading", level=1)
    for how, title in TITLES.items():
        _off(page, stack, slug)
        providers.fail(page, how)
        expect(heading).to_have_text(title)
        yield f"{slug}: refused, {how}"
    _off(page, stack, slug)
    providers.let_expire(stack, slug)
    providers.enter(page, number=NEWCOMER)
    expect(heading).to_have_text("Het inloggen duurde te lang")
    yield f"{slug}: refused, expired"
    _off(page, stack, slug)
    with providers.down(page, stack):
        providers.enter(page, number=NEWCOMER)
        expect(heading).to_have_text("Inloggen kan nu even niet")
    yield f"{slug}: refused, service down"


def first_time(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass what somebody is asked who was never here, with a mistake on the way, and the letter that confirms it."""
    address = f"nieuw.{slug}@voorbeeld.nl"
    _off(page, stack, slug, to="/mijn-profiel/")
    providers.enter(page, number=NEWCOMER)
    expect(page.get_by_role("heading", level=1)).to_have_text("Vul uw gegevens aan")
    yield f"{slug}: necessary"
    page.get_by_label("E-mailadres").fill("geen adres")
    page.get_by_role("button", name="Opslaan en verder").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield f"{slug}: necessary with errors"
    people.tell(page, address)
    page.wait_for_url(f"{stack.portal_url(slug)}/mijn-profiel/")
    page.goto(mail.link_for(stack, address, "/e-mailadres/"))
    expect(page.get_by_role("button", name="Ja, bevestigen")).to_be_visible()
    yield f"{slug}: confirming an address by its letter"


def for_another(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass pages of who has a mandate of another person: choosing for whom, and what there is then."""
    portal = stack.portal_url(slug)
    _off(page, stack, slug, to="/namens/")
    providers.enter(page, number=1, represented=0)
    page.wait_for_url(f"{portal}/**")
    people.complete(page, "gemachtigde@voorbeeld.nl")
    page.goto(f"{portal}/namens/")
    expect(page.get_by_role("main").get_by_role("button").first).to_be_visible()
    yield f"{slug}: for whom somebody acts"
    for name, path in {
        "start page for another": "/",
        "profile for another": "/mijn-profiel/",
        "what is kept, for another": "/mijn/bewaard/",
    }.items():
        page.goto(portal + path)
        yield f"{slug}: {name}"


def company(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass the pages on which somebody of a company chooses a branch, and what there is then."""
    if slug not in WITH_COMPANIES:
        return
    portal = stack.portal_url(slug)
    _off(page, stack, slug, door="eHerkenning")
    providers.enter(page, company=0)
    expect(page.get_by_role("heading", level=1)).to_have_text(BRANCHES)
    yield f"{slug}: choosing a branch"
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Kies een vestiging, of het hele bedrijf.")
    yield f"{slug}: choosing a branch with errors"
    page.get_by_role("main").get_by_role("radio").last.check()
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(BRANCHES)
    people.complete(page, "bedrijf@voorbeeld.nl")
    for name, path in {
        "profile of a company": "/mijn-profiel/",
        "what is kept of a company": "/mijn/bewaard/",
    }.items():
        page.goto(portal + path)
        yield f"{slug}: {name}"


def _off(page: Page, stack: Stack, slug: str, *, to: str = "/contact/", door: str = "DigiD") -> None:
    page.goto(f"{stack.portal_url(slug)}/inloggen/?next={to}")
    providers.go(page, door)
