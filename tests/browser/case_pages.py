"""Ways through the pages of cases: each stops at a page and says its name, as those of `journeys` do."""

import re
from collections.abc import Iterator

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser import faults, people
from tests.stack import Stack, until

LIST = "/mijn-zaken/"
KINDS = "/beheer/zaaktypen/"
NEWS = "/beheer/koppelingen/meldingen/"
NOBODY = 1
"""Of the people of the sandbox: at Zonnedam they have no cases."""
IN_BOTH = 8
"""They have cases in both systems of Zonnedam."""
BEHIND = 7
"""Nobody else of these tests looks at their cases, so that there is no copy of them."""
PERMIT = "Omgevingsvergunning dakkapel"
DRAWING: FilePayload = {
    "name": "tekening.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
}
WRONG: FilePayload = {**DRAWING, "buffer": b"<script>alert(1)</script>"}


def own(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass the pages of somebody with cases of each kind: the list in its forms, cases, and a question about one."""
    come_in(page, stack, slug, number=0)
    portal, main = stack.portal_url(slug), page.get_by_role("main")
    _await_kinds(page)
    yield f"{slug}: cases"
    for name, query in {
        "cases that have ended": "?toon=afgerond",
        "no case with that number": "?nummer=BESTAAT-NIET",
        "latest cases": "laatste/",
    }.items():
        page.goto(f"{portal}{LIST}{query}")
        yield f"{slug}: {name}"
    for name, query, label in (
        ("a case that waits for somebody", "?toon=lopend", "Dit moet u doen"),
        ("a case that has ended", "?toon=afgerond", "Deze zaak is afgerond op"),
    ):
        page.goto(f"{portal}{LIST}{query}")
        main.locator(".ip-card__title a").first.click()
        expect(main.get_by_text(label).first).to_be_visible()
        yield f"{slug}: {name}"


def _await_kinds(page: Page) -> None:
    """Wait until the kinds of cases are known: of a product that has just begun they are asked for one by one."""

    def is_there() -> bool:
        page.reload()
        return page.get_by_role("heading", name="Dit moet u doen").is_visible()

    until(is_there, "the list of cases")


def asking(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass the pages on which somebody asks a question about a case, with a mistake on the way."""
    portal, main = stack.portal_url(slug), page.get_by_role("main")
    permit(page, portal).click()
    expect(main.get_by_role("link", name="Tekening sturen")).to_be_visible()
    yield f"{slug}: a case with a task, a button and a form"
    main.get_by_role("button", name="Vraag versturen").click()
    expect(main.get_by_role("alert")).to_contain_text("Vul uw vraag in.")
    yield f"{slug}: a question with errors"
    main.get_by_label("Uw vraag").fill("Mag de tekening met de hand zijn gemaakt?")
    main.get_by_role("button", name="Vraag versturen").click()
    expect(main.get_by_role("heading", level=1)).to_have_text("Wij hebben uw vraag")
    yield f"{slug}: receipt of a question"


def uploading(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass the pages on which somebody adds a document to a case: with nothing chosen, with a wrong file, and sent."""
    main = page.get_by_role("main")
    permit(page, stack.portal_url(slug)).click()
    expect(main.get_by_text("als foto waarop alle maten te lezen zijn")).to_be_visible()
    main.get_by_role("button", name="Versturen", exact=True).click()
    expect(main.get_by_role("alert")).to_contain_text("Kies een bestand.")
    yield f"{slug}: a document with nothing chosen"
    main.get_by_label("Bestanden").set_input_files(WRONG)
    main.get_by_role("button", name="Versturen", exact=True).click()
    expect(main.get_by_role("alert")).to_contain_text("In dit bestand zit iets anders dan de naam zegt")
    yield f"{slug}: a document that is something else"
    main.get_by_label("Bestanden").set_input_files(DRAWING)
    main.get_by_role("button", name="Versturen", exact=True).click()
    expect(main.get_by_text("Ontvangstnummer")).to_be_visible()
    expect(main.get_by_text("bij de zaak", exact=True)).to_be_visible(timeout=30_000)
    yield f"{slug}: a document that arrived"


def permit(page: Page, portal: str) -> Locator:
    """Find the case of the demo for which the municipality has set most: it waits for a drawing."""
    page.goto(f"{portal}{LIST}?toon=lopend")
    cards = page.get_by_role("main").get_by_role("listitem").filter(has_text="Stuur uw tekening")
    return cards.get_by_role("link", name=PERMIT).first


def without(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass the list of who has no cases, of whom a part is missing, and while no system answers."""
    main = page.get_by_role("main")
    come_in(page, stack, slug, number=NOBODY)
    expect(main.get_by_text("U hebt geen zaken bij ons")).to_be_visible()
    yield f"{slug}: no cases"
    with faults.on(stack, f"{slug}-sociaal/zgw", hang=True):
        come_in(page, stack, slug, number=IN_BOTH)
        expect(main.get_by_text("Dit duurt langer dan normaal.")).to_be_visible()
        yield f"{slug}: cases in part"
    with faults.on(stack, f"{slug}/zgw", f"{slug}-sociaal/zgw", status=503):
        come_in(page, stack, slug, number=BEHIND)
        expect(main.get_by_text("Deze gegevens zijn nu niet beschikbaar.").first).to_be_visible()
        yield f"{slug}: no case system answers"


def managers(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass the pages on which functional managers say what holds for kinds of cases, and an example."""
    portal, main = stack.portal_url(slug), page.get_by_role("main")
    for name, path in {
        "kinds of cases": KINDS,
        "no such kinds of cases": f"{KINDS}?zoek=xqzwvk",
        "changes of catalogues": f"{KINDS}wijzigingen/",
        "taking over settings": f"{KINDS}overnemen/",
        "connections": "/beheer/koppelingen/",
        "news of case systems": NEWS,
        "why nobody was told": f"{KINDS}geen-bericht/",
        "no news that needs a letter": f"{KINDS}per-brief/",
    }.items():
        page.goto(portal + path)
        yield f"{slug}: {name}"
    page.goto(portal + KINDS)
    main.get_by_role("link", name=PERMIT).first.click()
    for summary in main.locator("summary").filter(has_text=re.compile("Wacht op informatie|Afgewezen")).all():
        summary.click()
    yield f"{slug}: a kind of cases"
    main.get_by_role("link", name="Bekijken als inwoner").click()
    main.get_by_role("link", name="Wacht op informatie").click()
    expect(main.get_by_text("Zonder tekening kunnen wij niet beslissen.")).to_be_visible()
    yield f"{slug}: example of a case that waits"
    main.get_by_role("link", name="Afgehandeld: Afgewezen").click()
    expect(main.get_by_text("binnen zes weken bezwaar")).to_be_visible()
    yield f"{slug}: example of a case that has ended"


def come_in(page: Page, stack: Stack, slug: str, *, number: int) -> None:
    """Sign in as somebody, after whoever was there before, and be on the list of cases."""
    page.context.clear_cookies()
    people.come_in(page, stack, slug, number=number, to=LIST)
