"""A key of the API, from the console to a program and out of use again (C-071)."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import people, web
from tests.stack import Stack

NAME = "Nachtelijke controle"


def ask(stack: Stack, key: str) -> web.Answer:
    """Ask for the municipalities, as a program does."""
    path, port = "/api/v1/tenants", stack.console_port
    return web.get(port, "console.localhost", path, Authorization=f"Bearer {key}")


@pytest.mark.covers("C-071")
def test_a_key_made_in_the_console_opens_the_api_until_it_is_withdrawn(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR)
    page.goto(f"{stack.console_url}/account/sleutels/maken/")
    page.get_by_label("Naam").fill(NAME)
    page.get_by_label(re.compile("tenants:read")).check()
    page.get_by_role("button", name="Maken").click()
    key = page.get_by_label("Sleutel", exact=True).input_value()
    page.get_by_role("link", name="Ik heb de sleutel bewaard").click()
    row = page.get_by_role("row").filter(has_text=NAME)
    expect(row).to_contain_text("–")
    expect(row).not_to_contain_text(key)

    answer = ask(stack, key)
    page.reload()

    assert answer.status == 200
    assert "Heidebeek" in [each["name"] for each in json.loads(answer.body)["items"]]
    expect(row).to_contain_text("zojuist 127.0.0.1")

    row.get_by_role("link", name="Intrekken").click()
    page.get_by_role("button", name="Intrekken").click()
    expect(row).to_contain_text("Ingetrokken")
    expect(row.get_by_role("link")).to_have_count(0)

    refused = ask(stack, key)

    assert refused.status == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert json.loads(refused.body)["type"] == "urn:inwonerplein:problem:no-token"
