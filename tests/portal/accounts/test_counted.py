"""How often a sign-in asks our database: each statement is a round trip that everybody waits for who comes in."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from tenants.types import TenantRef
from tests.bench.queries import counted
from tests.portal.accounts import test_doors
from tests.portal.accounts.test_doors import Browser

_staged, stage, door, browser = test_doors._staged, test_doors.stage, test_doors.door, test_doors.browser


@pytest.fixture
def known(
    browser: Browser, client_of: Callable[..., Client], zonnedam: TenantRef, settings: Settings
) -> Browser:
    """A browser of somebody who came in by another one before: what processes remember is there."""
    browser.sign_in()
    settings.TENANT_DIRECTORY_TTL = 60.0
    assert browser.is_in()
    return Browser(client_of(zonnedam), browser.stage)


def test_a_sign_in_from_beginning_to_end_is_as_many_statements(known: Browser) -> None:
    with counted() as leaving:
        there = known.leave()
    back = known.choose(there)
    with counted() as arriving:
        known.come_back(back)
    assert known.is_in()
    with counted() as signing_out:
        known.client.post("/uitloggen/")

    assert not known.is_in()
    assert [each["queries"] for each in (leaving, arriving, signing_out)] == [6, 16, 13]
