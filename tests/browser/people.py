"""The people of the demo and those who join them, and how they sign in."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser import codes, providers
from tests.stack import Stack

OPERATOR = "operator@dimpact.example"
EDITOR_OF_WATERRIJK = "w.meerdink@waterrijk.example"
ADMINISTRATORS = {
    "zonnedam": "s.belhadj@zonnedam.example",
    "waterrijk": "r.vandersluis@waterrijk.example",
    "heidebeek": "t.wolterink@heidebeek.example",
}
PASSWORD = "een fiets op het strand"


@dataclass(slots=True)
class Colleague:
    """An operator who is not of the demo, with the codes on paper that are left."""

    email: str
    recovery_codes: list[str]


def sign_in(page: Page, entry: dict[str, str]) -> None:
    """Sign in with password and second factor, at the console or at a municipality's /beheer/."""
    page.goto(entry["url"])
    if entry["user"] == OPERATOR:
        page.get_by_label("E-mailadres").fill(entry["user"])
    else:
        page.locator("#id_auth-username").fill(entry["user"])
    page.get_by_label("Wachtwoord").fill(entry["password"])
    page.get_by_role("button", name="Verder").click()
    page.locator("main input[autocomplete=one-time-code]").fill(codes.current(entry["totp_secret"]))
    page.get_by_role("main").get_by_role(
        "button", name="loggen" if entry["user"] != OPERATOR else "Aanmelden"
    ).click()
    expect(page).to_have_url(entry["url"])


def come_in(
    page: Page,
    stack: Stack,
    slug: str,
    *,
    number: int,
    to: str = "/mijn-profiel/",
    level: str = "substantieel",
) -> None:
    """Sign in with DigiD as one of the people of the sandbox, and tell what is missing if nobody did before."""
    page.goto(f"{stack.portal_url(slug)}{to}")
    page.get_by_role("main").get_by_role("link", name=re.compile("DigiD")).first.click()
    if (onward := page.get_by_role("button", name="Verder", exact=True)).count():
        onward.click()
    providers.enter(page, number=number, level=level)
    page.wait_for_url(f"{stack.portal_url(slug)}/**")
    complete(page, f"inwoner{number}@voorbeeld.nl")
    page.wait_for_url(f"{stack.portal_url(slug)}{to}")


def complete(page: Page, address: str) -> None:
    """Tell what a municipality must know of who has just signed in, if it asks for it."""
    page.wait_for_load_state()
    if page.get_by_label("E-mailadres").count():
        tell(page, address)
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Vul uw gegevens aan")


def tell(page: Page, address: str) -> None:
    """Fill in what must be known, with a name where no register tells it, and go on."""
    for label, text in {"Voornaam": "Kim", "Achternaam": "Nieuw", "E-mailadres": address}.items():
        if (field := page.get_by_label(label)).count():
            field.fill(text)
    page.get_by_role("button", name="Opslaan en verder").click()


def join(page: Page, stack: Stack, email: str, name: str, role: str = "operator") -> Colleague:
    """Make an operator, who signs in for the first time on this page."""
    stack.manage(
        "console", "create_operator", "--email", email, "--name", name, "--role", role,
        "--password-stdin", typed=f"{PASSWORD}\n",
    )  # fmt: skip
    page.goto(stack.console_url)
    _password(page, email)
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.locator("main input[autocomplete=one-time-code]").fill(codes.current(secret))
    page.get_by_role("button", name="Instellen en aanmelden").click()
    expect(page.locator("main code").nth(9)).to_be_visible()
    colleague = Colleague(email, page.locator("main code").all_inner_texts())
    page.get_by_role("link", name="Ik heb de codes bewaard").click()
    return colleague


def sign_in_again(page: Page, colleague: Colleague) -> None:
    """Sign in where the console asks for it, with a code on paper: one of the telephone's works only once."""
    _password(page, colleague.email)
    page.locator("main input[autocomplete=one-time-code]").fill(colleague.recovery_codes.pop())
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("button", name="Afmelden")).to_be_visible()


def accept_invitation(page: Page, link: str, address: str) -> None:
    """Come into a municipality's /beheer/ for the first time, with a password and a second factor of one's own."""
    page.goto(link)
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_label("Herhaal het wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Wachtwoord opslaan").click()
    page.locator("#id_auth-username").fill(address)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Extra beveiliging instellen")
    page.get_by_role("button", name="Verder").click()
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.locator("main input[autocomplete=one-time-code]").fill(codes.current(secret))
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name="Naar het beheer").click()


def _password(page: Page, email: str) -> None:
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("main input[autocomplete=one-time-code]")).to_be_visible()
