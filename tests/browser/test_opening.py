"""An operator opens a municipality in the console, and its first administrator comes in."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import people, wizard
from tests.stack import Stack, until

NAME, HOST = "Duinvliet", "duinvliet.localhost"
ADMINISTRATOR = "a.duinvliet@duinvliet.example"
CBS = "0518 's-Gravenhage"


@pytest.fixture(scope="module")
def opened(chromium: Browser, stack: Stack, signed_in: Callable[[str], Any]) -> Iterator[Page]:
    """The page of progress on which an operator has followed an opening to its end."""
    context = chromium.new_context(storage_state=signed_in(people.OPERATOR), locale="nl-NL")
    page = context.new_page()
    page.goto(stack.console_url)
    page.get_by_role("link", name="Gemeente openen").click()
    wizard.fill(page, kind="Proef", name=NAME, host=HOST, theme="Waterrijk", administrator=ADMINISTRATOR)
    page.get_by_role("button", name="Openen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME, timeout=60_000)
    page.evaluate("window.stillHere = true")
    expect(page.locator("#voortgang")).to_contain_text(f"{NAME} is open.", timeout=60_000)
    yield page
    context.close()


@pytest.mark.covers("C-022")
def test_progress_is_followed_without_a_reload(opened: Page) -> None:
    assert opened.evaluate("window.stillHere")
    stages = opened.locator("#voortgang li")
    expect(stages.filter(has_text="(klaar)")).to_have_count(stages.count())


@pytest.mark.covers("C-020")
def test_the_new_portal_is_live_on_its_host_in_its_theme(opened: Page, stack: Stack) -> None:
    page = opened.context.new_page()
    page.goto(stack.portal_url("waterrijk"))
    theme = appearance(page)

    page.goto(opened.get_by_role("link", name=HOST).get_attribute("href") or "")

    expect(page).to_have_url(stack.portal_url("duinvliet") + "/")
    expect(page).to_have_title(re.compile(f"^Gemeente {NAME}"))
    assert appearance(page) == theme


def appearance(page: Page) -> tuple[str, ...]:
    """Tell in which theme a page is: the file, and what came of it."""
    script = """() => [
        document.querySelector('link[href^="/thema/"]').getAttribute('href'),
        getComputedStyle(document.querySelector('.utrecht-page-header')).backgroundColor,
        getComputedStyle(document.body).fontFamily]"""
    return tuple(page.evaluate(script))


@pytest.mark.covers("C-010")
def test_the_new_municipality_stands_in_the_list_and_its_opening_in_the_log(
    opened: Page, stack: Stack
) -> None:
    page = opened.context.new_page()
    page.goto(stack.console_url)
    row = page.get_by_role("row").filter(has_text=HOST)
    expect(row).to_contain_text("Proef")
    expect(row).to_contain_text("Op proef")

    page.goto(f"{stack.console_url}/logboek/")

    line = page.get_by_role("row").filter(has_text=f"Opening aangevraagd van {HOST}")
    expect(line).to_contain_text(people.OPERATOR)


@pytest.mark.covers("C-021")
def test_its_administrator_follows_the_invitation_and_is_let_in(
    opened: Page, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()

    people.accept_invitation(page, invitation(page, stack), ADMINISTRATOR)

    expect(page).to_have_url(f"{stack.portal_url('duinvliet')}/beheer/")
    expect(page.get_by_role("link", name="Producten", exact=True)).to_be_visible()


def invitation(page: Page, stack: Stack) -> str:
    """Find the link of the invitation in the mailbox, as soon as the mail is there."""
    mailbox = f"{stack.mailbox_url}?to={ADMINISTRATOR}"
    message = page.get_by_role("main").get_by_role("link", name=NAME)

    def has_come() -> bool:
        page.goto(mailbox)
        return message.count() > 0

    until(has_come, f"mail for {ADMINISTRATOR}")
    message.first.click()
    return page.locator("a[href*='/beheer/uitnodiging/']").first.get_attribute("href") or ""


@pytest.mark.covers("C-022")
def test_without_javascript_progress_is_followed_by_refresh(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR, javascript=False)
    page.goto(f"{stack.console_url}/gemeenten/openen/")
    wizard.fill(
        page,
        kind="Productie",
        cbs=CBS,
        name="'s-Gravenhage",
        host="s-gravenhage.localhost",
        theme="Neutraal",
        administrator="eerste@s-gravenhage.example",
    )

    page.get_by_role("button", name="Openen", exact=True).click()

    expect(page.locator("#voortgang")).to_contain_text("'s-Gravenhage is open.", timeout=60_000)
    page.get_by_role("link", name="Naar s-gravenhage.localhost").click()
    expect(page).to_have_title(re.compile("^Gemeente 's-Gravenhage"))


@pytest.mark.fault("F45", "F38")
@pytest.mark.covers("C-022")
def test_an_opening_whose_worker_is_killed_is_seen_to_finish(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR)
    page.goto(f"{stack.console_url}/gemeenten/openen/")
    wizard.fill(
        page,
        kind="Proef",
        name="Stuifduin",
        host="stuifduin.localhost",
        theme="Heidebeek",
        administrator="eerste@stuifduin.example",
    )
    smoke = page.locator("#voortgang li").filter(has_text="Portaal proberen")

    with silent(stack, "portal"):  # it takes the smoke request, and does not answer
        page.get_by_role("button", name="Openen", exact=True).click()
        expect(smoke).to_contain_text("bezig", timeout=60_000)
        stack.kill("lifecycle")
    expect(smoke).to_contain_text("bezig")
    assert not page.get_by_role("link", name="Naar stuifduin.localhost").count()
    stack.start_worker("lifecycle")

    expect(page.locator("#voortgang")).to_contain_text("Stuifduin is open.", timeout=90_000)
    page.get_by_role("link", name="Naar stuifduin.localhost").click()
    expect(page).to_have_title(re.compile("^Gemeente Stuifduin"))


@contextmanager
def silent(stack: Stack, name: str) -> Iterator[None]:
    """Let a process and its workers stand still."""
    group = stack.running[name].pid
    os.killpg(group, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(group, signal.SIGCONT)


ADDRESS = "E-mailadres van de eerste beheerder"
MUNICIPALITY = "Gemeente volgens het CBS"
WRONG = {
    "taken": {
        "Naam": ("Zonnedam", "al een gemeente"),
        "Webadres": ("zonnedam.localhost", "al in gebruik"),
        ADDRESS: ("wethouder", "geen e-mailadres"),
        MUNICIPALITY: ("9999", "staat niet in de lijst"),
    },
    "a letter of another script": {
        "Naam": ("Zonned\u0430m", "ander schrift"),
        "Webadres": ("zonned\u0430m.localhost", "\u0430"),
    },
    "looks like another": {"Webadres": ("z0nnedam.localhost", "lijkt te veel op zonnedam.localhost")},
    "reserved": {"Webadres": ("console.localhost", "van het platform")},
    "below another": {"Webadres": ("www.zonnedam.localhost", "één naam")},
    "malformed": {"Webadres": ("met spatie.localhost", "geen goede hostnaam")},
}
KEYS = {"Naam": "name", "Webadres": "host", ADDRESS: "administrator", MUNICIPALITY: "cbs"}
GOOD = {
    "kind": "Proef",
    "name": "Plassendam",
    "host": "plassendam.localhost",
    "theme": "Heidebeek",
    "administrator": "eerste@plassendam.example",
}


@pytest.mark.attack("T08")
@pytest.mark.parametrize(
    "case", ["taken", *(pytest.param(case, marks=pytest.mark.long) for case in WRONG if case != "taken")]
)
def test_bad_input_is_refused_with_the_reason_beside_the_field(
    case: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR, javascript=False)
    page.goto(f"{stack.console_url}/gemeenten/openen/")
    typed = {KEYS[label]: text for label, (text, _) in WRONG[case].items()}
    wizard.fill(page, **{**GOOD, **typed})

    page.get_by_role("button", name="Openen", exact=True).click()

    for label, (text, reason) in WRONG[case].items():
        expect(page.get_by_role("alert")).to_contain_text(reason)
        page.get_by_role("link", name=re.compile(f"Aanpassen.*{label}")).click()
        field = page.get_by_label(label, exact=True)
        assert reason in described(page, label)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_value(text)
        page.get_by_role("button", name="Nakijken en openen").click()
    expect(page.get_by_role("link", name=re.compile("^Aanpassen"))).to_have_count(len(WRONG[case]))


def described(page: Page, label: str) -> str:
    """Read what a screen reader says with a field."""
    names = (page.get_by_label(label, exact=True).get_attribute("aria-describedby") or "").split()
    return " ".join(page.locator(f"#{name}").inner_text() for name in names)


def with_a_suggestion_under_way(page: Page, stack: Stack) -> Route:
    """Choose a municipality and go to the next field; answers the suggestion that was asked for, which is held back."""
    page.goto(f"{stack.console_url}/gemeenten/openen/")
    asked: list[Route] = []
    page.route("**/*deel=voorstel*", lambda route: asked.append(route))
    page.get_by_label(MUNICIPALITY).fill("0363 Amsterdam")
    with page.expect_request("**/*deel=voorstel*"):
        page.keyboard.press("Tab")
    page.title()  # a round trip: what holds it back has come to us as well
    return asked[0]


def test_a_name_that_is_typed_is_not_overwritten_by_a_suggestion(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR)
    suggestion = with_a_suggestion_under_way(page, stack)

    page.keyboard.type("Pl")
    with page.expect_response("**/*deel=voorstel*"):
        suggestion.continue_()

    expect(page.get_by_label("Naam", exact=True)).to_have_value("Pl")


def test_what_is_typed_replaces_a_suggestion_that_comes_while_one_is_in_its_field(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR)
    suggestion = with_a_suggestion_under_way(page, stack)

    suggestion.continue_()
    expect(page.get_by_label("Naam", exact=True)).to_have_value("Amsterdam")
    page.keyboard.type("Plassendam")

    expect(page.get_by_label("Naam", exact=True)).to_have_value("Plassendam")


@pytest.mark.long
@pytest.mark.covers("C-020")
def test_a_draft_is_resumed_and_opened_by_keyboard_alone(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(user=people.OPERATOR)
    page.goto(f"{stack.console_url}/gemeenten/openen/")
    walk_by_keyboard(page, ["Space", "ArrowDown", "Tab", "Tab", "Klaverdam", "Enter"])
    expect(page.get_by_label("Webadres", exact=True)).to_have_value("klaverdam.localhost")
    page.goto(stack.console_url)  # called away

    draft = page.get_by_role("link", name="Klaverdam")
    draft.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Webadres"))
    walk_by_keyboard(page, ["Enter"])
    expect(page).to_have_title(re.compile("^Systemen"))
    walk_by_keyboard(page, ["ArrowUp", "Enter"])
    expect(page).to_have_title(re.compile("^Thema"))
    walk_by_keyboard(page, ["ArrowDown", "Tab", "#0a5a9c", "Tab", "#ffdd00", "Enter"])
    expect(page).to_have_title(re.compile("^Onderdelen"))
    walk_by_keyboard(page, ["Enter"])
    expect(page).to_have_title(re.compile("^Eerste beheerder"))
    walk_by_keyboard(page, ["eerste@klaverdam.example", "Enter"])
    expect(page).to_have_title(re.compile("^Nakijken"))
    page.get_by_role("button", name="Openen", exact=True).focus()
    page.keyboard.press("Enter")

    expect(page.locator("#voortgang")).to_contain_text("Klaverdam is open.", timeout=60_000)


def walk_by_keyboard(page: Page, keys: list[str]) -> None:
    """Begin at the first field of the form; press keys, and type what is none."""
    page.locator("#stap input:not([type=hidden])").first.focus()
    for key in keys:
        if key in {"Space", "ArrowDown", "ArrowUp", "Tab", "Enter"}:
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)
