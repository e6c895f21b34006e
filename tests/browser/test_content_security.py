"""No page breaks the content security policy, logs an error, or holds a style or script of its own (P-226)."""

from collections.abc import Callable, Iterator
from itertools import chain

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.browser import journeys, people, web
from tests.stack import Stack

LISTEN = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));"""
INLINE = """() => [...document.querySelectorAll("*")].flatMap((e) => [
    ...(e.matches("style, script:not([src])") ? [`<${e.localName}>`] : []),
    ...e.getAttributeNames().filter((name) => /^(style|on.+|hx-on.*)$/.test(name))
        .map((name) => `<${e.localName} ${name}>`)])"""


def judge(page: Page, pages: Iterator[str]) -> None:
    """Listen on every page of a journey, and look for what stands in its HTML."""
    findings: list[str] = []
    here = ["start"]
    page.add_init_script(LISTEN)
    page.on("console", lambda message: findings.extend(_complaints(message, page, here[0])))
    page.on("pageerror", lambda error: findings.append(f"{here[0]}: {error}"))
    page.on("requestfailed", lambda request: findings.extend(_lost(request, here[0])))
    page.on("response", lambda response: findings.extend(_broken(response, here[0])))
    for name in pages:
        here[0] = name
        findings += [f"{name}: {found}" for found in page.evaluate(INLINE)]
    assert not findings, "\n".join(findings)


def _complaints(message: ConsoleMessage, page: Page, name: str) -> list[str]:
    """A page that says 404 or 422 is no error of its own; Chromium logs it as one."""
    of_the_page = message.text.startswith("Failed to load resource") and message.location["url"] == page.url
    return (
        [] if message.type not in {"error", "warning"} or of_the_page else [f"after {name}: {message.text}"]
    )


def _broken(response: Response, name: str) -> list[str]:
    is_part = response.request.resource_type != "document"
    return [f"after {name}: {response.status} {response.url}"] if is_part and response.status >= 400 else []


def _lost(request: Request, name: str) -> list[str]:
    left_behind = request.failure == "net::ERR_ABORTED"  # by going on to the next page
    return [] if left_behind else [f"after {name}: {request.failure} {request.url}"]


@pytest.mark.covers("P-226")
@pytest.mark.parametrize("slug", journeys.MUNICIPALITIES)
def test_pages_of_visitors_keep_the_policy(slug: str, visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()

    judge(page, journeys.public(page, stack, slug))


def test_our_own_pages_for_staff_keep_the_policy(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()

    judge(page, journeys.staff(page, stack, "zonnedam", visitor, "beleid"))


def test_pages_for_operators_keep_the_policy(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(user=people.OPERATOR)

    judge(page, chain(journeys.console(page, stack), journeys.opening(page, stack, "Beleidsdam")))


def test_the_sign_in_of_operators_keeps_the_policy(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()

    judge(page, journeys.gate_of_console(page, stack, "beleid@dimpact.example"))


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("zonnedam", "/"),
        ("zonnedam", "/nergens/"),
        ("zonnedam", "/beheer/login/"),
        ("console", "/aanmelden/"),
    ],
)
def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(
    host: str, path: str, stack: Stack
) -> None:
    port = stack.console_port if host == "console" else stack.portal_port
    policy = web.get(port, f"{host}.localhost", path).headers["content-security-policy"]

    rules = {name: values for name, *values in (rule.split() for rule in policy.split(";") if rule.strip())}

    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == rules["style-src"] == ["'self'"]
    assert {value for values in rules.values() for value in values} <= {"'none'", "'self'"}
