"""The way of an operator through what is done with a municipality that is there; at the end all is as it was."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.stack import Stack

HOST = "mijn.heidebeek-proef.nl"


def municipality(page: Page, stack: Stack) -> Iterator[str]:
    """Pass the pages about one municipality; answers with its address on the page."""
    page.goto(stack.console_url)
    page.get_by_role("link", name="Heidebeek", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heidebeek")
    tenant = page.url
    yield "console: municipality with its tasks"
    for name, path in {
        "checklist": "live/",
        "suspension": "opschorten/",
        "resumption": "hervatten/",
        "maintenance": "onderhoud/",
        "name and theme": "instellingen/",
        "hosts": "webadressen/",
        "new host": "webadressen/toevoegen/",
        "releases": "releases/",
    }.items():
        page.goto(tenant + path)
        yield f"console: {name}"
    page.goto(f"{tenant}opschorten/")
    page.get_by_role("button", name="Opschorten").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "console: suspension with errors"
    webhook = told(page, stack)
    yield "console: secret of a webhook"
    yield from _hosts(page, tenant)
    yield from _releases(page, tenant)
    yield from _deliveries(page, webhook)


def _hosts(page: Page, tenant: str) -> Iterator[str]:
    page.goto(f"{tenant}webadressen/toevoegen/")
    page.get_by_label("Webadres", exact=True).fill("*.heidebeek.nl")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "console: new host with errors"
    page.get_by_label("Webadres", exact=True).fill(HOST)
    page.get_by_role("button", name="Toevoegen").click()
    _done(page)
    page.goto(f"{tenant}webadressen/")
    yield "console: hosts, one to be proven"
    for name in ("certificaat", "hoofdadres", "verwijderen"):
        page.goto(f"{tenant}webadressen/{HOST}/{name}/")
        yield f"console: host, {name}"
    page.get_by_role("button", name="Verwijderen").click()
    _done(page)


def _releases(page: Page, tenant: str) -> Iterator[str]:
    page.goto(f"{tenant}instellingen/")
    page.get_by_role("radio", name="Zonnedam").check()
    page.get_by_role("button", name="Wijzigen").click()
    _done(page)
    page.goto(f"{tenant}releases/")
    yield "console: releases, several"
    page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Release")
    yield "console: release"
    page.goto(f"{tenant}releases/")
    page.get_by_role("link", name=re.compile("Terugzetten")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("terugzetten?")
    yield "console: putting a release back"
    page.get_by_role("button", name="Terugzetten").click()
    _done(page)


def many(page: Page, stack: Stack) -> Iterator[str]:
    """Pass the pages of a bulk operation that changes nothing."""
    page.goto(f"{stack.console_url}/bewerkingen/")
    yield "console: bulk operations"
    page.goto(f"{stack.console_url}/bewerkingen/nieuw/?q=heide")
    yield "console: new bulk operation"
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "console: new bulk operation with errors"
    page.get_by_role("checkbox", name="Heidebeek").check()
    page.get_by_role("radio", name="Hervatten").check()
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hervatten: 1 gemeente")
    yield "console: particulars of a bulk operation"
    page.get_by_label("Reden").fill("Rondgang")
    page.get_by_role("button", name="Bekijk wat er zou gebeuren").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("dit zou er gebeuren")
    yield "console: what a bulk operation would do"


def announced(page: Page, stack: Stack) -> Iterator[str]:
    """Pass the pages of an announcement, which stands until the caller goes on."""
    page.goto(f"{stack.console_url}/mededelingen/")
    yield "console: announcements"
    page.goto(f"{stack.console_url}/mededelingen/nieuw/")
    page.get_by_role("button", name="Bekijken").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "console: new announcement with errors"
    page.get_by_label("Kop").fill("Onderhoud op maandag")
    page.get_by_label("Tekst").fill(
        "Maandag om zes uur is het beheer een uur dicht.\n\nBewaar uw werk op tijd."
    )
    page.get_by_label("Te zien tot").fill("2037-01-31T18:00")
    page.get_by_role("button", name="Bekijken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mededeling plaatsen?")
    yield "console: announcement before it is made"
    page.get_by_role("button", name="Plaatsen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mededelingen")
    yield "console: announcements, one in force"
    page.get_by_role("link", name=re.compile("Intrekken")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mededeling intrekken?")
    yield "console: taking an announcement back"
    page.get_by_role("button", name="Intrekken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mededelingen")


def told(page: Page, stack: Stack) -> str:
    """Add a webhook that nothing reaches, and stop where its secret is shown; answers where it is."""
    page.goto(f"{stack.console_url}/webhooks/toevoegen/")
    page.get_by_label("Adres").fill("https://127.0.0.1/rondgang")
    page.get_by_role("button", name="Toevoegen").click()
    on = page.get_by_role("link", name="Ik heb het geheim bewaard")
    expect(on).to_be_visible()
    return str(on.evaluate("each => each.href"))


def _deliveries(page: Page, webhook: str) -> Iterator[str]:
    """Pass a message to the webhook, and take the webhook away."""
    page.goto(webhook)
    yield "console: webhook"
    page.get_by_role("row").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Wat er wordt gestuurd")).to_be_visible()
    yield "console: message to a webhook"
    page.goto(f"{webhook}verwijderen/")
    page.get_by_role("button", name="Verwijderen").click()
    expect(page.get_by_text("De webhook is verwijderd.")).to_be_visible()


def _done(page: Page) -> None:
    expect(page.get_by_text("Klaar.", exact=True).last).to_be_visible(timeout=30_000)
