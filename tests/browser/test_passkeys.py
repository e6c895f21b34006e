"""A passkey in a real browser, with an authenticator that the browser itself plays (WebAuthn over CDP)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser import codes
from tests.browser.test_every_page import examine
from tests.stack import Stack

PASSWORD = "een sleutel onder de mat"
OPERATOR = "sleutel@dimpact.example"


def authenticator(page: Page) -> tuple[CDPSession, str]:
    """Give the page's browser something that holds passkeys and asks for a finger."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made: dict[str, Any] = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp, made["authenticatorId"]


def give_password(page: Page, email: str = OPERATOR) -> None:
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    expect(page).not_to_have_url(re.compile("/aanmelden/$"))


@pytest.mark.long
@pytest.mark.covers("C-001", "C-003")
def test_a_passkey_is_added_signs_in_and_proves_again(visitor: Callable[..., Page], stack: Stack) -> None:
    stack.manage(
        "console", "create_operator", "--email", OPERATOR, "--name", "Saar Sleutel", "--password-stdin",
        typed=f"{PASSWORD}\n",
    )  # fmt: skip
    page = visitor()
    cdp, key = authenticator(page)
    page.goto(stack.console_url)
    give_password(page)
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.locator("main input[autocomplete=one-time-code]").fill(codes.current(secret))
    page.get_by_role("button", name="Instellen en aanmelden").click()
    page.get_by_role("link", name="Ik heb de codes bewaard").click()

    page.goto(f"{stack.console_url}/account/toegangssleutels/toevoegen/")
    page.get_by_label("Naam van de toegangssleutel").fill("Werklaptop")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("status")).to_contain_text("De toegangssleutel is toegevoegd.")
    expect(page.get_by_role("rowheader", name="Werklaptop")).to_be_visible()
    for what in ("Werklaptop", "Telefoon"):
        page.goto(f"{stack.console_url}/account/")
        page.get_by_role("link", name=re.compile(f"Verwijderen.*{what}")).click()
        assert list(examine(page, f"console: taking away {what}")) == []

    page.get_by_role("button", name="Afmelden").click()
    give_password(page)
    page.get_by_role("button", name="Met een toegangssleutel").click()
    expect(page).to_have_url(f"{stack.console_url}/")

    page.goto(f"{stack.console_url}/bevestigen/?next=/account/")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Met een toegangssleutel").click()
    expect(page).to_have_url(f"{stack.console_url}/account/")

    cdp.send("WebAuthn.clearCredentials", {"authenticatorId": key})
    page.goto(f"{stack.console_url}/bevestigen/")
    page.get_by_role("button", name="Met een toegangssleutel").click()
    expect(page.get_by_role("alert").filter(has_text="antwoordde niet")).to_be_visible()

    plain = visitor(javascript=False)  # there is no button that does nothing, and the code is there
    plain.goto(stack.console_url)
    give_password(plain)
    expect(plain.locator("main input[autocomplete=one-time-code]")).to_be_visible()
    expect(plain.get_by_role("button", name="Met een toegangssleutel")).to_have_count(0)


@pytest.mark.long
@pytest.mark.covers("C-001")
def test_who_signs_in_for_the_first_time_makes_a_passkey_and_needs_no_telephone(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    newcomer = "eerste.sleutel@dimpact.example"
    stack.manage(
        "console", "create_operator", "--email", newcomer, "--name", "Fien Eerste", "--password-stdin",
        typed=f"{PASSWORD}\n",
    )  # fmt: skip
    plain = visitor(javascript=False)
    plain.goto(stack.console_url)
    give_password(plain, newcomer)
    expect(plain.get_by_role("button", name="Instellen en aanmelden")).to_be_visible()
    expect(plain.get_by_role("button", name="Toegangssleutel maken")).to_have_count(0)

    page = visitor()
    cdp, key = authenticator(page)
    page.goto(stack.console_url)
    give_password(page, newcomer)
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.get_by_role("button", name="Toegangssleutel maken").click()  # the control: the wrong finger
    expect(page.get_by_role("alert").filter(has_text="geen toegangssleutel gemaakt")).to_be_visible()
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": True})
    page.get_by_role("button", name="Toegangssleutel maken").click()
    page.get_by_role("link", name="Ik heb de codes bewaard").click()
    expect(page).to_have_url(f"{stack.console_url}/")

    page.get_by_role("button", name="Afmelden").click()
    give_password(page, newcomer)
    page.get_by_role("button", name="Met een toegangssleutel").click()
    expect(page).to_have_url(f"{stack.console_url}/")
