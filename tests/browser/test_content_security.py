"""The policy that pages of ours bear; whether they keep it is looked at on every page (test_every_page.py)."""

import pytest

from tests.browser import web
from tests.stack import Stack


@pytest.mark.covers("P-226")
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
