"""Every address of the console: by the links that lead there, and by what those tell of rows (P-226).

Whatever is added to the addresses is in it at once: what is not found here has to stand in `ELSEWHERE`.
"""

import itertools
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, resolve, reverse
from playwright.sync_api import Page, expect

from provisioning.console import urls
from tests.browser import day_two, mail, people, web, wizard
from tests.stack import Stack

CONF = "config.urls.console"
ELSEWHERE: Mapping[str, str] = {
    "announcement_withdraw": "day_two.announced",
    "audit_export": "a file",
    "bulk": "day_two.many",
    "bulk_plan": "day_two.many",
    "code": "journeys.gate_of_console",
    "configuration_file": "a file",
    "connection_letter": "a file",
    "connection_request": "a file",
    "connection_trial": "test_connection",
    "delivery": "day_two.municipality",
    "device_qr": "a picture",
    "device_remove": "test_passkeys",
    "domain_certificate": "day_two.municipality",
    "domain_primary": "day_two.municipality",
    "domain_remove": "day_two.municipality",
    "organisation_back": "test_operators_organisation",
    "organisation_link": "test_operators_organisation",
    "organisation_on": "test_operators_organisation",
    "organisation_prove": "test_operators_organisation",
    "passkey_remove": "test_passkeys",
    "setup": "journeys.gate_of_console",
    "setup_qr": "a picture",
    "sign_in": "journeys.gate_of_console",
    "theme_stylesheet": "a file",
    "theme_thumbnail": "a picture",
}
"""What asks for a row that is not made here, and who passes it; and what is no page."""
MOST = 40
"""Rows of one address that are tried."""

type Known = dict[str, dict[str, None]]
"""What stood in addresses, by the name of the argument."""


def console(page: Page, stack: Stack, missed: list[str]) -> Iterator[str]:
    """Pass one page of each address, as an owner of one's own.

    :param missed: takes the names of addresses that show pages of which none was passed.
    """
    people.join(page, stack, "rondgang@dimpact.example", "Roos Rondgang", role="owner")
    waiting = [reverse(f"console:{each.name}", CONF) for each in _patterns() if not each.pattern.converters]
    waiting += _rows(page, stack)
    passed: set[str] = set()
    known: Known = {"feature": {"products": None}, "number": {"1": None}}
    while waiting or (waiting := _by_what_is_known(page, stack, passed, known)):
        name = _learn(path := waiting.pop(0), known)
        if name in passed:
            continue
        answer = _ask(page, stack, path)
        if answer.status == HTTPStatus.FOUND:
            passed.add(name)
            waiting.append(urlsplit(answer.headers["location"]).path)
        elif _is_page(answer):
            page.goto(stack.console_url + path)
            _wait_for_all(page)
            passed.add(name)
            waiting += _links(page, stack.console_url)
            yield f"console: {name}"
    missed += [each.name or "" for each in _patterns(passed) if not _takes_forms_alone(page, stack, each)]


def _patterns(passed: Iterable[str] = ()) -> Iterator[URLPattern]:
    return (each for each in urls.urlpatterns if each.name not in {*passed, *ELSEWHERE})


def _rows(page: Page, stack: Stack) -> list[str]:
    """Make what a page asks for: a draft, a key, a device, a colleague who is invited; answers where they are."""
    console = stack.console_url
    page.goto(f"{console}/gemeenten/openen/")
    page.get_by_label("Naam", exact=True).fill("Rondgang")
    page.get_by_role("button", name="Verder", exact=True).click()
    expect(page).to_have_title(wizard.title("Gemeente"))
    found = [page.url]
    page.goto(f"{console}/account/sleutels/maken/")
    page.get_by_label("Naam").fill("Rondgang")
    page.get_by_label(re.compile("tenants:read")).check()
    page.get_by_role("button", name="Maken").click()
    expect(page.get_by_role("link", name="Ik heb de sleutel bewaard")).to_be_visible()
    webhook = day_two.told(page, stack)
    page.goto(f"{console}/beheerders/uitnodigen/")
    page.get_by_label("Naam", exact=True).fill("Guus Gast")
    page.get_by_label("E-mailadres").fill("gast@dimpact.example")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Uitnodigen").click()
    found += [
        webhook,
        page.url,
        mail.link_for(stack, "gast@dimpact.example", "/uitnodiging/"),
        _device(page, console),
        _theme(page, console),
    ]
    return [urlsplit(each).path for each in found]


def _theme(page: Page, console: str) -> str:
    """Make a house style of two colours; answers where its first version is."""
    page.goto(f"{console}/themas/nieuw/")
    page.get_by_label("Naam van de huisstijl").fill("Rondgang")
    page.get_by_label("Van twee kleuren en een lettertype").check()
    page.get_by_label("Hoofdkleur").fill("#0a5a9c")
    page.get_by_label("Tweede kleur").fill("#d98324")
    page.get_by_role("button", name="Bekijk wat ervan komt").click()
    expect(page).to_have_title(re.compile("Rondgang, versie 1"))
    return page.url


def _device(page: Page, console: str) -> str:
    """Begin adding a second telephone; answers where it is confirmed."""
    page.goto(f"{console}/account/apparaten/toevoegen/")
    page.get_by_label("Naam van het apparaat").fill("Werktelefoon")
    page.get_by_label("Uw wachtwoord").fill(people.PASSWORD)
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("main code").first).to_be_visible()
    return page.url


def _learn(path: str, known: Known) -> str:
    """Answer the name of an address, and remember what stood in it."""
    try:
        match = resolve(path, CONF)
    except Resolver404:
        return ""
    for name, value in match.kwargs.items():
        known.setdefault(name, {})[str(value)] = None
    return match.url_name or ""


def _by_what_is_known(page: Page, stack: Stack, passed: set[str], known: Known) -> list[str]:
    """Find a page of each address that is left, with what stood in others."""
    found: list[str] = []
    for pattern in _patterns(passed):
        names = list(pattern.pattern.converters)
        rows = itertools.islice(itertools.product(*(known.get(name, {}) for name in names)), MOST)
        paths = (
            reverse(f"console:{pattern.name}", CONF, kwargs=dict(zip(names, row, strict=True)))
            for row in rows
        )
        found += itertools.islice((path for path in paths if _is_page(_ask(page, stack, path))), 1)
    return found


def _ask(page: Page, stack: Stack, path: str) -> web.Answer:
    """Ask for an address as the operator of the page, without going there."""
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies(stack.console_url))
    return web.get(stack.console_port, "console.localhost", path, Cookie=cookies)


def _is_page(answer: web.Answer) -> bool:
    return answer.status == HTTPStatus.OK and "text/html" in answer.headers["content-type"]


def _wait_for_all(page: Page) -> None:
    """Wait for what comes after the page."""
    if page.locator("[hx-trigger=load]").count():
        page.wait_for_load_state("networkidle")


def _links(page: Page, console: str) -> list[str]:
    """List the addresses of the console that links of a page lead to: not the API's, nor files."""
    found = page.locator("a[href]").evaluate_all("all => all.map((each) => each.href)")
    paths = [urlsplit(each).path for each in found if each.startswith(f"{console}/")]
    return [path for path in dict.fromkeys(paths) if _is_ours(path)]


def _is_ours(path: str) -> bool:
    try:
        return resolve(path, CONF).app_names == ["console"]
    except Resolver404:
        return False


def _takes_forms_alone(page: Page, stack: Stack, pattern: URLPattern) -> bool:
    """Tell it of an address of which no row is known: whether it may be read is said before a row is looked for."""
    some = {name: _argument(converter) for name, converter in pattern.pattern.converters.items()}
    path = reverse(f"console:{pattern.name}", CONF, kwargs=some)
    return _ask(page, stack, path).status == HTTPStatus.METHOD_NOT_ALLOWED


def _argument(converter: Any) -> Any:
    """Answer what the converter takes, and no row has."""
    return next(each for each in (str(uuid.UUID(int=1)), 1, "x") if re.fullmatch(converter.regex, str(each)))
