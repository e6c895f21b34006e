"""A way through the pages that links in letters lead to, while the links work; it stops as those of `journeys` do."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.browser import mail
from tests.stack import Stack

SENT = """
from portal.accounts.models import SignIn
from portal.accounts.operations import contact_invites
from portal.core.mail import operations as mail

reader, case = SignIn.objects.latest("at").user, {{"number": "ZAAK-2026-0000000001", "link": "/mijn-zaken/"}}
mail.send(to="{to}", template="cases/mail/status", context=case, reader=str(reader.uuid))
contact_invites.invite(inviter=reader, first_name="Vera", last_name="Vriend", email="{to}")
"""
"""What sends both letters to one address, about whoever signed in last."""


def links(page: Page, stack: Stack, slug: str) -> Iterator[str]:
    """Pass stopping letters and an invitation of a contact, as who is signed in; the invitation as a stranger too."""
    address, heading = f"brieven.{slug}@voorbeeld.nl", page.get_by_role("heading", level=1)
    code = SENT.format(to=address)
    stack.manage("portal", "inside", f"{slug}.localhost", "shell", "-v", "0", "-c", code)
    page.goto(mail.link_for(stack, address, "/uitschrijven/"))
    expect(heading).to_have_text("Uitschrijven voor e-mails")
    yield f"{slug}: stopping letters"
    page.get_by_role("button", name="Uitschrijven", exact=True).click()
    expect(heading).to_have_text("U bent uitgeschreven")
    yield f"{slug}: letters are stopped"
    invitation = mail.link_for(stack, address, "/uitnodiging/")
    page.goto(invitation)
    expect(page.get_by_role("button", name="Uitnodiging accepteren")).to_be_visible()
    yield f"{slug}: invitation of a contact, for who is signed in"
    page.context.clear_cookies()
    page.goto(invitation)
    expect(page.get_by_text("Log in of maak een account")).to_be_visible()
    yield f"{slug}: invitation of a contact"
