"""What somebody does at the stand-ins of identity providers, whichever protocol a municipality's door speaks."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from integrations.sandbox.world.people import companies, people
from tests.browser import web
from tests.stack import Stack

WRONG = {
    "failed": ("failed", "refuse"),
    "too little sure": ("level", ""),
    "out of order": ("trouble", "server_error"),
}
"""By what goes wrong: what the page of SAML calls it, and that of OpenID Connect."""
PLACE = re.compile(r"/t/(?P<municipality>[a-z0-9-]+)/(?P<stand_in>[a-z0-9-]+)/")
"""Where a stand-in stands, in the address of its page."""


def go(page: Page, door: str) -> None:
    """Go to the provider by a link of this name, from the page with ways to sign in."""
    page.get_by_role("main").get_by_role("link", name=re.compile(door)).first.click()


def is_openid(page: Page) -> bool:
    """Tell which protocol the page speaks on which somebody says who they are."""
    return page.locator("#afloop").count() > 0


def enter(
    page: Page,
    *,
    number: int = 0,
    company: int | None = None,
    represented: int | None = None,
    level: str = "substantieel",
) -> None:
    """Say who is there, on the page of the provider, and go on.

    :param number: of a person of the sandbox.
    :param company: place of the company in the list; then it is somebody who works there.
    :param represented: for whom the person is there, by DigiD Machtigen.
    :param level: how sure DigiD is of them; as built what every municipality of the demo takes.
    """
    if is_openid(page):
        _enter_by_openid(page, number=number, company=company, is_represented=represented is not None)
        return
    if company is not None:
        page.get_by_label("Bedrijf", exact=True).select_option(str(company))
    else:
        page.get_by_label("Persoon").first.select_option(index=number)
        page.get_by_label("Niveau").select_option(level)
    if represented is not None:
        page.get_by_label("Namens wie?").select_option(str(represented))
    page.get_by_role("button", name="Log in", exact=True).click()


def fail(page: Page, how: str) -> None:
    """Let signing in end as one of `WRONG`, on the page of the provider."""
    by_saml, by_openid = WRONG[how]
    if not is_openid(page):
        page.locator("#outcome").select_option(by_saml)
        page.get_by_role("button", name="Ga terug naar het portaal").click()
        return
    if by_openid:
        page.locator("#afloop").select_option(by_openid)
    else:
        page.locator("#niveau").select_option("basis")
    page.get_by_role("button", name="Ga verder").click()


def cancel(page: Page) -> None:
    """Stop, on the page of the provider."""
    if is_openid(page):
        page.locator("#afloop").select_option("cancel")
        page.get_by_role("button", name="Ga verder").click()
    else:
        page.get_by_role("button", name="Annuleer").click()


@contextmanager
def down(page: Page, stack: Stack) -> Iterator[None]:
    """Let the provider whose page this is answer browsers, and not what the portal asks by itself."""
    found = PLACE.search(page.url)
    assert found, page.url
    asked = "token" if is_openid(page) else "artifacts"
    place = f"/faults/{found['municipality']}/{found['stand_in']}/{asked}"
    _sandbox(stack, place, b'{"status": 503}')
    try:
        yield
    finally:
        _sandbox(stack, place, b"{}")


def let_expire(stack: Stack, slug: str) -> None:
    """Let all journeys to a provider have taken too long."""
    code = (
        "from django.utils import timezone\n"
        "from portal.accounts.models import Journey\n"
        "Journey.objects.update(ends_at=timezone.now())"
    )
    stack.manage("portal", "inside", f"{slug}.localhost", "shell", "-v", "0", "-c", code)


def _enter_by_openid(page: Page, *, number: int, company: int | None, is_represented: bool) -> None:
    who = f"person-{people()[number].bsn}"
    if company is not None:
        who = f"company-{companies()[company].kvk}"
    page.locator("#wie").select_option("mandate-machtiging" if is_represented else who)
    page.get_by_role("button", name="Ga verder").click()


def _sandbox(stack: Stack, path: str, body: bytes) -> None:
    port = int(stack.environment["SANDBOX_URL"].rpartition(":")[2])
    answer = web.ask("POST", port, "127.0.0.1", path, body=body)
    assert answer.status == 200, answer.body
