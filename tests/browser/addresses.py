"""Every address of the console, by the links that lead to it (P-226).

Whatever is added to the addresses is in it at once: what nothing leads to here has to stand in `ELSEWHERE`.
"""

import re
import uuid
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, resolve, reverse
from playwright.sync_api import Page, expect

from provisioning.console import urls
from tests.browser import web, wizard
from tests.stack import Stack

CONF = "config.urls.console"
ELSEWHERE: Mapping[str, str] = {
    "announcement_withdraw": "day_two.announced",
    "bulk": "day_two.many",
    "bulk_plan": "day_two.many",
    "code": "journeys.gate_of_console",
    "connection_trial": "test_connection",
    "sign_in": "journeys.gate_of_console",
    "setup": "journeys.gate_of_console",
}
"""Pages to which no link leads from what is there, and who passes them."""
ANY: Mapping[str, Any] = {"number": 1, "form": "csv"}
"""Arguments that are no key; a key that nobody has does for the others."""


def console(page: Page, stack: Stack) -> Iterator[str]:
    """Pass one page of each address, beginning with those that take no arguments.

    :raises AssertionError: when an address shows pages and none of them was passed.
    """
    _begin_a_draft(page, stack)
    plain = [each for each in urls.urlpatterns if not each.pattern.converters and each.name != "prove"]
    waiting = [reverse(f"console:{each.name}", CONF) for each in plain]
    passed: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        if (name := _name(path)) in passed:
            continue
        passed.add(name)
        if _shows_a_page(page, stack, path):
            page.goto(stack.console_url + path)
            _wait_for_all(page)
            waiting += _links(page, stack.console_url)
            yield f"console: {name}"
    left = [each for each in urls.urlpatterns if each.name not in passed | ELSEWHERE.keys()]
    _throw_the_draft_away(page, stack)
    missed = [each.name for each in left if not _takes_forms_alone(page, stack, each)]
    assert not missed, f"no link leads to {missed}: name them in ELSEWHERE, with who passes them"


def _begin_a_draft(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.console_url}/gemeenten/openen/")
    page.get_by_label("Naam", exact=True).fill("Rondgang")
    page.get_by_role("button", name="Verder", exact=True).click()
    expect(page).to_have_title(wizard.title("Gemeente"))


def _throw_the_draft_away(page: Page, stack: Stack) -> None:
    page.goto(stack.console_url)
    page.get_by_role("link", name="Rondgang").click()
    page.get_by_role("button", name="Concept weggooien").click()
    expect(page.get_by_role("link", name="Rondgang")).to_have_count(0)


def _name(path: str) -> str:
    try:
        return resolve(path, CONF).url_name or ""
    except Resolver404:
        return ""


def _ask(page: Page, stack: Stack, path: str) -> web.Answer:
    """Ask for an address as the operator of the page, without going there."""
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies(stack.console_url))
    return web.get(stack.console_port, "console.localhost", path, Cookie=cookies)


def _shows_a_page(page: Page, stack: Stack, path: str) -> bool:
    answer = _ask(page, stack, path)
    return answer.status == HTTPStatus.OK and "text/html" in answer.headers["content-type"]


def _wait_for_all(page: Page) -> None:
    """Wait for what comes after the page."""
    if page.locator("[hx-trigger*=load], [hx-trigger*=revealed], [hx-trigger*=intersect]").count():
        page.wait_for_load_state("networkidle")


def _links(page: Page, console: str) -> list[str]:
    found = page.locator("a[href]").evaluate_all("all => all.map((each) => each.href)")
    paths = [urlsplit(each).path for each in found if each.startswith(f"{console}/")]
    return [path for path in dict.fromkeys(paths) if resolves_here(path)]


def resolves_here(path: str) -> bool:
    """Tell whether a path is one of the console's own: not the API's, nor a file."""
    try:
        return resolve(path, CONF).app_names == ["console"]
    except Resolver404:
        return False


def _takes_forms_alone(page: Page, stack: Stack, pattern: URLPattern) -> bool:
    """Tell it of an address of which no row is known: whether it may be read is said before a row is looked for."""
    some = {name: _argument(name, converter) for name, converter in pattern.pattern.converters.items()}
    path = reverse(f"console:{pattern.name}", CONF, kwargs=some)
    return _ask(page, stack, path).status == HTTPStatus.METHOD_NOT_ALLOWED


def _argument(name: str, converter: Any) -> Any:
    is_key = bool(re.match(converter.regex, str(uuid.UUID(int=1))))
    return ANY.get(name, str(uuid.UUID(int=1)) if is_key else "x")
