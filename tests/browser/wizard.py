"""Through the steps in which a municipality is asked for (C-020)."""

import re

from playwright.sync_api import Page, expect


def fill(
    page: Page, *, kind: str, name: str, host: str, theme: str, administrator: str, cbs: str = ""
) -> None:
    """Go through the steps, whatever is said of them, to where all is looked over."""
    page.get_by_role("radio", name=kind).check()
    page.get_by_label("Gemeente volgens het CBS").fill(cbs)
    page.get_by_label("Naam", exact=True).fill(name)
    go_on(page, "Webadres")
    page.get_by_label("Webadres", exact=True).fill(host)
    go_on(page, "Systemen")
    page.get_by_role("radio", name="Alleen inhoud").check()
    go_on(page, "Thema")
    page.get_by_role("radio", name=theme).check()
    go_on(page, "Onderdelen")
    go_on(page, "Eerste beheerder")
    page.get_by_label("E-mailadres van de eerste beheerder").fill(administrator)
    go_on(page, "Nakijken en openen")


def go_on(page: Page, step: str) -> None:
    """Go to the next step; by the list of steps where this one is refused."""
    before = re.escape(page.title())
    page.get_by_role("button", name="Verder", exact=True).click()
    # A page that has only begun to arrive has no title yet: that is neither this step nor the next.
    expect(page).to_have_title(re.compile(f"^(?!{before}$)."))
    if not title(step).match(page.title()):
        page.get_by_role("navigation", name="Stappen").get_by_role("button", name=step).click()
    expect(page).to_have_title(title(step))


def title(step: str) -> re.Pattern[str]:
    """Answer what the title of a step's page begins with."""
    return re.compile(f"^(Fout: )?{step}")
