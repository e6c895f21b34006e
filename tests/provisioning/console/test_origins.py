"""Which network address counts."""

import pytest
from django.test import RequestFactory

from provisioning.console.origins import address_of


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "192.0.2.1"),
        (0, "10.0.0.9", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "10.0.0.9, 198.51.100.7", "198.51.100.7"),
        (2, "10.0.0.9, 198.51.100.7, 203.0.113.2", "198.51.100.7"),
        (2, "198.51.100.7", "192.0.2.1"),
    ],
)
def test_what_a_client_writes_itself_is_not_believed(
    settings: object, proxies: int, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="192.0.2.1")

    assert address_of(request) == address
