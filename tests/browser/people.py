"""The people of the demo, and how they sign in."""

from playwright.sync_api import Page, expect

from tests.browser import codes

OPERATOR = "operator@dimpact.example"
EDITOR_OF_WATERRIJK = "w.meerdink@waterrijk.example"
ADMINISTRATORS = {
    "zonnedam": "s.belhadj@zonnedam.example",
    "waterrijk": "r.vandersluis@waterrijk.example",
    "heidebeek": "t.wolterink@heidebeek.example",
}


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
