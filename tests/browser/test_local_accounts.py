"""Accounts with an address and a password in a real browser: made, confirmed by a letter, used and mended."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import codes, mail
from tests.browser.test_every_page import examine
from tests.stack import Stack

PASSWORD = "een fiets op het strand"
OTHER = "twee fietsen in de sloot"
SCRIPTING = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)
LOOKED_AT: set[tuple[str, str]] = set()
"""The pages that somebody met, each by its municipality and how it is built."""
BUILT = """() => document.title + [...document.body.querySelectorAll("*")].map(
    (each) => each.tagName + each.getAttribute("class") + each.getAttribute("name")).join()"""


class Reader:
    """Somebody at a municipality, who has every page on the way looked at when it can be."""

    def __init__(self, page: Page, stack: Stack, slug: str, *, looks: bool) -> None:
        self.page, self.stack, self.looks = page, stack, looks
        self.home = stack.portal_url(slug)
        self.address = f"bewoner.{uuid.uuid4().hex[:10]}@example.org"
        self.findings: list[str] = []

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else f"{self.home}{path}")
        self.look()

    def look(self) -> None:
        """Have a page looked at that nobody has met before: many ways begin alike."""
        if self.looks and (met := (self.home, str(self.page.evaluate(BUILT)))) not in LOOKED_AT:
            LOOKED_AT.add(met)
            self.findings += examine(self.page, self.page.url)

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def press(self, name: str) -> None:
        with self.page.expect_navigation():  # what is sent must arrive before the next page is asked for
            self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        with self.page.expect_navigation():  # else the page is looked at while it is on its way
            self.page.get_by_role("link", name=name).click()

    def register(self) -> None:
        self.go("/registreren/")
        self.press("Account maken")
        expect(self.page.get_by_role("alert")).to_contain_text("Vul uw e-mailadres in.")
        self.look()
        self.fill(
            email=self.address, first_name="Bo", last_name="Bewoner", password=PASSWORD, repeated=PASSWORD
        )
        self.press("Account maken")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Kijk in uw e-mail")
        self.look()
        self.go(mail.link_for(self.stack, self.address, "/registreren/"))
        self.fill(password=PASSWORD)
        self.press("Bevestigen")

    def sign_in(self, password: str) -> None:
        self.go("/inloggen/wachtwoord/")
        self.fill(email=self.address, password=password)
        self.press("Inloggen")

    def sign_out(self) -> None:
        self.page.goto("about:blank")  # what a page still asks for would bring a cookie again
        self.page.context.clear_cookies()

    def is_in(self) -> None:
        """See that the page for signing in leads away."""
        self.page.goto(f"{self.home}/inloggen/wachtwoord/")
        expect(self.page).to_have_url(f"{self.home}/")


@SCRIPTING
@pytest.mark.covers("P-019", "P-025", "P-038")
def test_an_account_is_made_used_and_given_another_password(
    javascript: bool, visitor: Callable[..., Page], stack: Stack
) -> None:
    reader = Reader(visitor(javascript=javascript), stack, "heidebeek", looks=javascript)
    reader.register()
    reader.is_in()
    reader.sign_out()

    reader.sign_in("niet het goede wachtwoord")
    expect(reader.page.get_by_role("alert")).to_contain_text("Het e-mailadres of het wachtwoord klopt niet.")
    reader.look()
    reader.follow("Wachtwoord vergeten?")
    reader.look()
    reader.fill(email=reader.address)
    reader.press("Stuur mij een e-mail")
    reader.go(mail.link_for(stack, reader.address, "/wachtwoord-vergeten/"))
    reader.fill(password=OTHER, repeated=OTHER)
    reader.press("Wachtwoord opslaan")
    reader.fill(email=reader.address, password=OTHER)
    reader.press("Inloggen")
    reader.is_in()
    reader.go("/wachtwoord-wijzigen/")

    assert not reader.findings, "\n".join(reader.findings)


def test_who_types_a_password_may_look_at_it(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    page.goto(f"{stack.portal_url('heidebeek')}/inloggen/wachtwoord/")
    field, button = page.locator("main [name=password]"), page.get_by_role("button", name="Wachtwoord tonen")
    field.fill(PASSWORD)
    expect(button).to_have_attribute("aria-pressed", "false")

    button.press("Enter")
    expect(field).to_have_attribute("type", "text")
    expect(button).to_have_attribute("aria-pressed", "true")

    button.press("Space")
    expect(field).to_have_attribute("type", "password")
    expect(field).to_have_value(PASSWORD)


def test_without_javascript_there_is_no_button_that_does_nothing(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(javascript=False)
    page.goto(f"{stack.portal_url('heidebeek')}/inloggen/wachtwoord/")

    expect(page.locator("main [name=password]")).to_be_visible()
    expect(page.get_by_role("button", name="Wachtwoord tonen")).to_have_count(0)


@SCRIPTING
@pytest.mark.covers("P-021", "P-022")
def test_a_second_step_is_set_up_with_an_app(
    javascript: bool, visitor: Callable[..., Page], stack: Stack
) -> None:
    reader = Reader(visitor(javascript=javascript), stack, "zonnedam", looks=javascript)
    reader.register()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Uw telefoonnummer")
    reader.look()
    reader.follow("Liever een app gebruiken")
    reader.look()
    secret = reader.page.locator("main code").inner_text().replace(" ", "")
    reader.fill(code=codes.current(secret))
    reader.press("Koppelen en inloggen")
    expect(reader.page.locator("main code")).to_have_count(10)
    paper = reader.page.locator("main code").first.inner_text()
    reader.look()
    reader.is_in()
    reader.sign_out()

    reader.sign_in(PASSWORD)
    reader.look()
    reader.fill(code=paper)
    reader.press("Inloggen")
    reader.is_in()

    assert not reader.findings, "\n".join(reader.findings)
