"""People who come in by the stand-in of DigiD, and time that passes for their sessions."""

from playwright.sync_api import Page, expect

from tests.stack import Stack

PASSED = (
    "from datetime import timedelta as T\n"
    "from django.contrib.sessions.models import Session\n"
    "from django.db.models import F\n"
    "from portal.accounts.models import SignIn\n"
    "ago = T(seconds={seconds})\n"
    "Session.objects.update(expire_date=F('expire_date') - ago)\n"
    "SignIn.objects.update(seen_at=F('seen_at') - ago, at=F('at') - ago)\n"
)


def sign_in(
    page: Page, stack: Stack, *, then: str = "/", represented: str = "", slug: str = "zonnedam"
) -> None:
    """Sign in with DigiD as the first person of the sandbox, and come back where that leads.

    :param represented: the place in the list of whom it is for.
    """
    page.goto(f"{stack.portal_url(slug)}/inloggen/?next={then}")
    enter_by_digid(page, represented=represented)
    expect(page).to_have_url(f"{stack.portal_url(slug)}{then}")


def enter_by_digid(page: Page, *, represented: str = "") -> None:
    """Go from the page with ways to sign in to DigiD, and say who is there."""
    page.get_by_role("main").get_by_role("link", name="Inloggen met DigiD").click()
    if represented:
        page.get_by_label("Namens wie?").select_option(represented)
    page.get_by_role("button", name="Log in", exact=True).click()


def let_pass(page: Page, stack: Stack, *, minutes: float, slug: str = "zonnedam") -> None:
    """Let time pass, at the server and in the browser, whose clock was installed before."""
    seconds = int(minutes * 60)
    code = PASSED.format(seconds=seconds)
    stack.manage("portal", "inside", f"{slug}.localhost", "shell", "-v", "0", "-c", code)
    page.clock.fast_forward(seconds * 1000)
