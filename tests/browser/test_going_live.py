"""A municipality on trial goes live once every check is green, and is told which is not (C-024)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import mail, people, web, wizard
from tests.stack import Stack

NAME, HOST, CBS = "Leiden", "leiden.localhost", "0546 Leiden"
ADMINISTRATOR = "p.poort@leiden.example"
SECOND_FACTOR = "Er is een beheerder die met een tweede stap inlogt"
CONTACT = "Wie een zwakke plek vindt, kan dat melden (security.txt)"


def tell(stack: Stack) -> None:
    """Have the municipality's own job tell what is inside, as it does every five minutes."""
    stack.manage("portal_worker", "run_job", HOST, "core.activity")


def contact(page: Page, stack: Stack, address: str) -> None:
    """Let the administrator fill in how the municipality can be reached."""
    page.goto(f"{stack.portal_url('leiden')}/beheer/core/contactdetails/")
    page.locator("#id_email").fill(address)
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def portal(stack: Stack) -> str:
    """Read the first page of the portal as a visitor."""
    return web.get(stack.portal_port, HOST, "/").body.decode()


@pytest.mark.long
@pytest.mark.covers("C-024")
def test_a_trial_goes_live_once_every_check_is_green(visitor: Callable[..., Page], stack: Stack) -> None:
    operator, administrator = visitor(user=people.OPERATOR), visitor()
    operator.goto(f"{stack.console_url}/gemeenten/openen/")
    wizard.fill(
        operator,
        kind="Productie",
        cbs=CBS,
        name=NAME,
        host=HOST,
        theme="Neutraal",
        administrator=ADMINISTRATOR,
    )
    operator.get_by_role("button", name="Openen", exact=True).click()
    expect(operator.locator("#voortgang")).to_contain_text(f"{NAME} is open.", timeout=60_000)
    invitation = mail.link_for(stack, ADMINISTRATOR, "/beheer/uitnodiging/")
    tell(stack)

    operator.get_by_role("link", name="Gegevens en onderdelen").click()
    operator.get_by_role("link", name="Live zetten").click()
    button = operator.get_by_role("button", name="Live zetten")
    expect(button).to_be_disabled()
    for check in (SECOND_FACTOR, CONTACT):
        item = operator.get_by_role("listitem").filter(has_text=check)
        expect(item).to_contain_text("nog niet in orde")

    people.accept_invitation(administrator, invitation, ADMINISTRATOR)
    contact(administrator, stack, "info@leiden.example")
    tell(stack)
    operator.reload()
    expect(operator.get_by_role("main")).to_contain_text("Alles is in orde. De gemeente kan live.")

    contact(administrator, stack, "")  # while the operator still reads that all is well
    tell(stack)
    button.click()
    expect(operator.get_by_role("alert")).to_contain_text(CONTACT)
    expect(button).to_be_disabled()
    assert "noindex" in portal(stack)

    contact(administrator, stack, "info@leiden.example")
    tell(stack)
    operator.goto(operator.url)  # to reload it would send the form again
    button.click()
    expect(operator.get_by_text("Klaar.", exact=True).last).to_be_visible(timeout=30_000)
    assert "noindex" not in portal(stack)
