"""Where a request came from."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from portal.accounts.origins import origin_of


@pytest.mark.parametrize(
    ("proxies", "forwarded", "origin"),
    [
        (0, "1.2.3.4", "127.0.0.1"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "1.2.3.4", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(
    settings: Settings, proxies: int, forwarded: str, origin: str
) -> None:
    settings.TRUSTED_PROXIES = proxies

    assert origin_of(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == origin


def test_without_a_request_there_is_no_origin() -> None:
    assert origin_of(None) == ""
