"""A colleague is invited in a real browser: a worker mails the link, and he comes in with a passkey of his own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import mail
from tests.browser.test_passkeys import PASSWORD, authenticator, give_password
from tests.stack import Stack

OWNER, COLLEAGUE = "eigenaar.sleutel@dimpact.example", "collega.sleutel@dimpact.example"


def make_passkey(page: Page) -> None:
    page.get_by_role("button", name="Toegangssleutel maken").click()
    page.get_by_role("link", name="Ik heb de codes bewaard").click()


@pytest.mark.long
@pytest.mark.fault("F56")
@pytest.mark.covers("C-001", "C-002")
def test_who_is_invited_gets_the_mail_from_a_worker_and_comes_in_with_a_passkey(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    stack.manage(
        "console", "create_operator", "--email", OWNER, "--name", "Els Eigenaar", "--role", "owner",
        "--password-stdin", typed=f"{PASSWORD}\n",
    )  # fmt: skip
    owner = visitor()
    authenticator(owner)
    owner.goto(stack.console_url)
    give_password(owner, OWNER)
    make_passkey(owner)
    owner.goto(f"{stack.console_url}/beheerders/uitnodigen/")
    owner.get_by_label("Naam").fill("Koen Collega")
    owner.get_by_label("E-mailadres").fill(COLLEAGUE)
    owner.get_by_label("Kijker").check()
    owner.get_by_role("main").get_by_role("button").click()
    expect(owner.get_by_role("status").filter(has_text=f"gaat naar {COLLEAGUE}")).to_be_visible()

    colleague = visitor()
    authenticator(colleague)
    colleague.goto(mail.link_for(stack, COLLEAGUE, "/uitnodiging/"))
    colleague.get_by_label("Wachtwoord").fill(PASSWORD)
    colleague.get_by_role("button", name="Verder").click()
    make_passkey(colleague)
    expect(colleague).to_have_url(f"{stack.console_url}/")

    owner.goto(f"{stack.console_url}/beheerders/")
    expect(owner.get_by_role("row").filter(has_text="Koen Collega")).to_contain_text("Actief")
