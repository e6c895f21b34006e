"""A page asks to be surer of who somebody is: they show it anew and are back, or are told what to do (attack I08)."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from integrations.sandbox.world.people import people as residents
from tests.browser import people, providers
from tests.browser.test_every_page import examine
from tests.stack import Stack

pytestmark = [pytest.mark.attack("I08"), pytest.mark.covers("P-057")]
SCRIPTING = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)
NUMBER = 1
DATA = "/mijn-profiel/gegevens/"
LEVEL = (
    "from portal.profile.models import ProfileSettings as S\n"
    "S.objects.update_or_create(id=1, defaults={{'data_level': {level}}})"
)


def _ask(stack: Stack, level: int) -> None:
    code = LEVEL.format(level=level)
    stack.manage("portal", "inside", "zonnedam.localhost", "shell", "-v", "0", "-c", code)


@pytest.fixture(scope="module", autouse=True)
def strict(stack: Stack) -> Iterator[None]:
    """Zonnedam shows what the BRP knows from Substantieel on; its door lets in from Midden on."""
    _ask(stack, 30)
    yield
    _ask(stack, 0)


def shows(page: Page, level: str, number: int = NUMBER) -> None:
    """Show at the provider who is there, at a level."""
    providers.go(page, "DigiD")
    providers.enter(page, number=number, level=level)


@SCRIPTING
def test_who_shows_it_anew_is_back_on_the_page_they_wanted(
    javascript: bool, visitor: Callable[..., Page], stack: Stack
) -> None:
    page, there = visitor(javascript=javascript), residents()[NUMBER]
    people.come_in(page, stack, "zonnedam", number=NUMBER, level="midden")
    page.get_by_role("link", name="Alle gegevens die in de BRP over u staan").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Voor deze pagina moeten wij zekerder weten wie u bent.")
    expect(main).to_contain_text("met een ID-check")
    expect(main).not_to_contain_text(there.bsn)
    if javascript:
        assert list(examine(page, "surer")) == []

    shows(page, "substantieel")

    expect(page).to_have_url(f"{stack.portal_url('zonnedam')}{DATA}")
    expect(main).to_contain_text(there.bsn)


@SCRIPTING
def test_who_shows_no_more_than_before_is_told_and_is_still_in(
    javascript: bool, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(javascript=javascript)
    people.come_in(page, stack, "zonnedam", number=NUMBER, level="midden")
    page.goto(f"{stack.portal_url('zonnedam')}{DATA}")
    shows(page, "midden")

    expect(page.get_by_role("heading", level=1)).to_have_text("U moet zekerder laten zien wie u bent")
    if javascript:
        assert list(examine(page, "not surer")) == []
    page.goto(f"{stack.portal_url('zonnedam')}/mijn-profiel/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn profiel")


@SCRIPTING
def test_somebody_else_is_not_let_in_and_the_first_is_out(
    javascript: bool, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(javascript=javascript)
    people.come_in(page, stack, "zonnedam", number=NUMBER, level="midden")
    page.goto(f"{stack.portal_url('zonnedam')}{DATA}")
    shows(page, "hoog", number=2)

    expect(page.get_by_role("heading", level=1)).to_have_text("U logde in als iemand anders")
    page.goto(f"{stack.portal_url('zonnedam')}/mijn-profiel/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")
