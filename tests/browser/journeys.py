"""Ways through the product that pass every kind of page: each stops at a page and says its name.

What is done there, the caller decides: judge its accessibility, listen for violations of its policy.
"""

import os
import re
import signal
from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.browser import codes, mail, people, providers, web
from tests.stack import Stack

MUNICIPALITIES = ("zonnedam", "waterrijk", "heidebeek")
PASSWORD = "vier woorden of meer samen"


def public(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass one page of each kind that a visitor sees."""
    product = web.get(
        stack.portal_port, f"{slug}.localhost", "/onderwerpen/producten/paspoort/"
    ).body.decode()
    location = re.search(r'href="(/onderwerpen/locaties/[^"]+)"', product)
    assert location
    for name, path in {
        "home": "/",
        "categories": "/onderwerpen/",
        "category": "/onderwerpen/burgerzaken/",
        "product": "/onderwerpen/producten/paspoort/",
        "location": location.group(1),
        "questions": "/onderwerpen/veelgestelde-vragen/",
        "search": "/zoeken/",
        "search with results": "/zoeken/?q=paspoort",
        "search without results": "/zoeken/?q=xqzwvk",
        "standard page": "/over-de-gemeente/",
        "contact": "/contact/",
        "404": "/deze-pagina-is-er-niet/",
        "English home": "/en/",
        "English product": "/en/topics/producten/paspoort/",
    }.items():
        page.goto(stack.portal_url(slug) + path)
        yield f"{slug}: {name}"


def doors(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass the pages on which inhabitants come in, and on which that does not work."""
    for name, path in {
        "ways to sign in": "/inloggen/?next=/contact/",
        "sign-in with a password": "/inloggen/wachtwoord/",
        "registering": "/registreren/",
        "forgotten password": "/wachtwoord-vergeten/",
        "signed out": "/uitgelogd/",
        "erased": "/mijn/bewaard/verwijderd/",
        "registering by a link that is spent": "/registreren/niets/",
        "new password by a link that is spent": "/wachtwoord-vergeten/niets/",
        "invitation of a contact that is gone": "/uitnodiging/niets/",
        "stopping letters by a link that is wrong": "/uitschrijven/niets/",
    }.items():
        page.goto(stack.portal_url(slug) + path)
        yield f"{slug}: {name}"
    page.goto(f"{stack.portal_url(slug)}/inloggen/")
    page.get_by_role("main").get_by_role("link", name=re.compile("DigiD")).first.click()
    providers.cancel(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent gestopt met inloggen")
    yield f"{slug}: stopped while signing in"


def inhabitant(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass the pages of who has signed in, whom somebody has let in before."""
    for name, path in {
        "start page of an inhabitant": "/",
        "what is new": "/nieuws/",
        "profile": "/mijn-profiel/",
        "changing it": "/mijn-profiel/wijzigen/",
        "what the BRP knows": "/mijn-profiel/gegevens/",
        "confirming an address": "/mijn-profiel/e-mailadres/",
        "interests": "/onderwerpen/interesses/",
        "chosen subjects": "/onderwerpen/uw-onderwerpen/",
        "sign-ins": "/inlogmomenten/",
        "acting for": "/namens/",
        "surer than before": "/inloggen/?next=/contact/&niveau=40",
        "what is kept": "/mijn/bewaard/",
        "who looked": "/mijn/bewaard/wie-keek/",
        "erasing": "/mijn/bewaard/verwijderen/",
        "signing out": "/uitloggen/",
        "what is kept, in English": "/en/mijn/bewaard/",
    }.items():
        page.goto(stack.portal_url(slug) + path)
        yield f"{slug}: {name}"


def gate_of_console(page: Page, stack: Stack, newcomer: str) -> Iterator[str]:
    """Pass the pages on which a new operator signs in for the first time."""
    stack.manage(
        "console", "create_operator", "--email", newcomer, "--name", "Nienke Nieuw", "--password-stdin",
        typed=f"{PASSWORD}\n",
    )  # fmt: skip
    page.goto(stack.console_url)
    yield "console: sign-in"
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "console: sign-in with errors"
    _password_of_operator(page, newcomer)
    key = page.locator("main code").inner_text().replace(" ", "")
    yield "console: set-up of the second factor"
    page.get_by_role("button", name="Instellen en aanmelden").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "console: set-up of the second factor with errors"
    page.locator("main input[autocomplete=one-time-code]").fill(codes.current(key))
    page.get_by_role("button", name="Instellen en aanmelden").click()
    expect(page.locator("main code").nth(9)).to_be_visible()
    yield "console: recovery codes of a new operator"
    page.goto(stack.console_url)
    page.get_by_role("button", name="Afmelden").click()
    _password_of_operator(page, newcomer)
    expect(page).to_have_url(re.compile("/aanmelden/code/"))
    yield "console: second factor"
    page.locator("main input[autocomplete=one-time-code]").fill("12")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "console: second factor with errors"


def _password_of_operator(page: Page, operator: str) -> None:
    page.get_by_label("E-mailadres").fill(operator)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    expect(page).not_to_have_url(re.compile("/aanmelden/$"))


def _wizard(page: Page, stack: Stack) -> Iterator[str]:
    """Pass steps of opening a municipality, and throw the draft away."""
    page.goto(f"{stack.console_url}/gemeenten/openen/")
    page.get_by_role("button", name="Verder", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "console: opening: municipality with errors"
    for step in ("Thema", "Nakijken en openen"):
        page.get_by_role("navigation", name="Stappen").get_by_role("button", name=step).click()
        expect(page).to_have_title(re.compile(f"^(Fout: )?{step}"))
        yield f"console: opening: {step}"
    page.get_by_role("button", name="Concept weggooien").click()


def console(page: Page, stack: Stack) -> Iterator[str]:
    """Pass the pages that a signed-in operator sees."""
    for name, path in {
        "list": "/",
        "list without results": "/?q=xqzwvk",
        "log": "/logboek/",
        "log without results": "/logboek/?woorden=xqzwvk",
        "course of the log": "/logboek/verloop/",
        "chains of the logs": "/logboek/controle/",
        "account": "/account/",
        "password": "/account/wachtwoord/",
        "new device": "/account/apparaten/toevoegen/",
        "recovery codes": "/account/herstelcodes/",
        "404": "/deze-pagina-is-er-niet/",
        "operators": "/beheerders/",
        "new passkey": "/account/toegangssleutels/toevoegen/",
        "proof": "/bevestigen/",
        "opening: municipality": "/gemeenten/openen/",
    }.items():
        page.goto(stack.console_url + path)
        yield f"console: {name}"
    yield from _wizard(page, stack)
    page.goto(stack.console_url)
    page.get_by_role("link", name="Heidebeek", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heidebeek")
    expect(
        page.get_by_text("Cijfers: Handelingen per dag")
    ).to_be_visible()  # what comes after the page is there
    yield "console: municipality"
    tenant = page.url
    page.get_by_role("link", name=re.compile("Uitzetten.*Zoeken")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zoeken uitzetten")
    yield "console: feature"
    page.goto(tenant)
    page.get_by_role("link", name="Koppeling toevoegen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Koppeling toevoegen")
    yield "console: catalogue of connections"
    page.get_by_role("link", name="Zaaksysteem (ZGW)").click()
    yield "console: connection"
    page.get_by_role("button", name="Meteen bewaren").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "console: connection with errors"
    page.goto(tenant)
    yield from _files(page)
    page.goto(tenant)
    page.get_by_role("link", name="Gemeente openen").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gemeente openen: Heidebeek")
    yield "console: progress of an opening that is done"


def _files(page: Page) -> Iterator[str]:
    """Pass the pages of a municipality's file, from its own page on; nothing is applied."""
    page.get_by_role("link", name="Bekijken als bestand").click()
    page.get_by_role("textbox", name="Inhoud van het bestand").fill(
        "version: 1\nmunicipality: {host: nergens.localhost}\n"
    )
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_role("alert")).to_contain_text("Regel 2 (municipality.host)")
    yield "console: file with errors"
    page.get_by_role("textbox", name="Inhoud van het bestand").fill(
        "version: 1\nmunicipality: {host: heidebeek.localhost}\nlook: {theme: zonnedam}\n"
    )
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit verandert er bij Heidebeek")
    yield "console: plan of a file"


def opening(page: Page, stack: Stack, name: str) -> Iterator[str]:
    """Pass the page of progress while the worker stands still, and once it is done."""
    worker = stack.running["lifecycle"].pid
    page.goto(f"{stack.console_url}/gemeenten/openen/")
    page.get_by_role("radio", name="Proef").check()
    page.get_by_label("Naam", exact=True).fill(name)
    page.get_by_role("button", name="Verder", exact=True).click()
    for step in ("Webadres", "Systemen", "Thema", "Onderdelen", "Eerste beheerder", "Nakijken"):
        expect(page).to_have_title(re.compile(f"^{step}"))
        if step == "Systemen":
            page.get_by_role("radio", name="Alleen inhoud").check()
        if step == "Eerste beheerder":
            page.get_by_label("E-mailadres van de eerste beheerder").fill(f"eerste@{name.lower()}.example")
        if step != "Nakijken":
            page.get_by_role("button", name="Verder", exact=True).click()
    os.killpg(worker, signal.SIGSTOP)
    try:
        page.get_by_role("button", name="Openen", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        yield "console: progress of an opening"
    finally:
        os.killpg(worker, signal.SIGCONT)
    expect(page.locator("#voortgang")).to_contain_text(f"{name} is open.", timeout=60_000)
    yield "console: an opening is done"


def staff(page: Page, stack: Stack, slug: str, visitor: Callable[..., Page], colleague: str) -> Iterator[str]:
    """Pass our own pages in /beheer/: those of a colleague who is invited and signs in for the first time."""
    url = stack.portal_url(slug)
    address = f"{colleague}@{slug}.example"
    _invite(visitor(user=people.ADMINISTRATORS[slug]), url, address)
    page.goto(f"{url}/beheer/login/")
    yield f"{slug}: sign-in"
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield f"{slug}: sign-in with errors"
    page.goto(mail.link_for(stack, address, "/beheer/uitnodiging/"))
    yield f"{slug}: invitation"
    page.get_by_role("button", name="Wachtwoord opslaan").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield f"{slug}: invitation with errors"
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_label("Herhaal het wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Wachtwoord opslaan").click()
    expect(page.get_by_text("Uw wachtwoord is ingesteld")).to_be_visible()
    yield f"{slug}: sign-in after an invitation"
    for name in _second_factor(page, address):
        yield f"{slug}: {name}"
    page.goto(f"{url}/beheer/mfa/")
    yield f"{slug}: security of the account"
    page.goto(f"{url}/beheer/uitnodiging/niets/")
    yield f"{slug}: invitation that is gone"


def audit_log(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass the audit log as an administrator sees it, with acts and without."""
    page.goto(f"{stack.portal_url(slug)}/beheer/")
    page.locator("main a[href$='/auditrecord/'], #content a[href$='/auditrecord/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logboek")
    expect(page.locator("main table tbody tr").first).to_be_visible()
    yield f"{slug}: audit log"
    page.get_by_label("Tot en met").fill("2020-01-01")
    page.get_by_role("button", name="Filteren").click()
    expect(page.get_by_text("Geen handelingen gevonden")).to_be_visible()
    yield f"{slug}: audit log without acts"


def deliveries(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass what left for other systems as an administrator sees it, with messages and without."""
    page.goto(f"{stack.portal_url(slug)}/beheer/")
    page.locator("main a[href$='/outboxmessage/'], #content a[href$='/outboxmessage/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uitgaande berichten")
    expect(page.locator("main table tbody tr").first).to_be_visible()
    yield f"{slug}: deliveries"
    page.get_by_label("Toestand").select_option("withdrawn")
    page.get_by_role("button", name="Filteren").click()
    expect(page.get_by_text("Geen berichten gevonden")).to_be_visible()
    yield f"{slug}: no deliveries"


def _second_factor(page: Page, address: str) -> Iterator[str]:
    page.locator("#id_auth-username").fill(address)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Extra beveiliging instellen")
    yield "second factor, welcome"
    page.get_by_role("button", name="Verder").click()
    key = page.locator("main code").inner_text().replace(" ", "")
    yield "second factor, key"
    page.locator("main input[autocomplete=one-time-code]").fill("12")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "second factor, key with errors"
    page.locator("main input[autocomplete=one-time-code]").fill(codes.current(key))
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De extra beveiliging staat aan")
    yield "second factor is set up"
    page.get_by_role("link", name="Herstelcodes maken").click()
    page.get_by_role("button", name="Nieuwe codes maken").click()
    expect(page.locator("main li code").first).to_be_visible()
    yield "recovery codes"


def _invite(page: Page, url: str, address: str) -> None:
    page.goto(f"{url}/beheer/accounts/user/add/")
    page.locator("#id_email").fill(address)
    page.get_by_label("Redacteur").check()
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
