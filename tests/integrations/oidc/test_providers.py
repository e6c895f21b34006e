"""What a provider of the open internet says of itself is believed as far as it is about itself."""

from typing import Any

import pytest

from integrations.errors import UnavailableError
from integrations.http import PUBLIC
from integrations.oidc import providers
from integrations.oidc.providers import ClientAuthentication, Provider

TENANT = "https://login.microsoftonline.example/7d4f/v2.0"
HOST = "https://login.microsoftonline.example"
SAID: dict[str, Any] = {
    "issuer": TENANT,
    "authorization_endpoint": f"{HOST}/7d4f/oauth2/v2.0/authorize",
    "token_endpoint": f"{HOST}/7d4f/oauth2/v2.0/token?policy=1",
    "jwks_uri": f"{HOST}/7d4f/discovery/v2.0/keys",
    "userinfo_endpoint": "https://graph.microsoft.example/oidc/userinfo",
    "end_session_endpoint": f"{HOST}/7d4f/oauth2/v2.0/logout",
    "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
}
SECRET_OR_BROWSER = ("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint")


def read(address: str = TENANT, **changes: Any) -> Provider:
    """Read what it says, or something else."""
    return providers.read({**SAID, **changes}, address=address, reach=PUBLIC)


def test_a_provider_may_have_its_endpoints_anywhere_at_its_origin_and_userinfo_elsewhere() -> None:
    told = read()

    assert told.issuer == TENANT
    assert told.userinfo == SAID["userinfo_endpoint"]
    assert told.authentication is ClientAuthentication.POST


def test_an_issuer_with_a_slash_at_its_end_is_the_one_that_was_filled_in_without() -> None:
    assert read(issuer=f"{TENANT}/").issuer == f"{TENANT}/"


@pytest.mark.attack("I15", "W02")
@pytest.mark.parametrize("name", SECRET_OR_BROWSER)
@pytest.mark.parametrize(
    "url",
    [
        "https://elders.example/x",
        f"{HOST}.elders.example/x",
        f"{HOST}:8443/x",
        f"{HOST}@elders.example/x",
        "http://login.microsoftonline.example/x",
        f"{HOST}/x#y",
        f"{HOST}\\@elders.example",
        "//elders.example",
        "",
        "x" * 3_000,
    ],
)
def test_no_secret_and_no_browser_goes_to_another_origin(name: str, url: str) -> None:
    with pytest.raises(UnavailableError):
        read(**{name: url})


@pytest.mark.attack("W01")
@pytest.mark.parametrize(
    "url",
    ["http://graph.microsoft.example/x", "https://graph.microsoft.example:6379/x", "file:///etc/passwd"],
)
def test_userinfo_is_asked_within_reach_only(url: str) -> None:
    with pytest.raises(UnavailableError):
        read(userinfo_endpoint=url)


@pytest.mark.attack("I15")
@pytest.mark.parametrize(
    "issuer", [f"{HOST}/7d4f", f"{HOST}/common/v2.0", TENANT.upper(), f"{TENANT}//", "", None, [TENANT]]
)
def test_the_document_of_another_issuer_is_not_this_ones(issuer: Any) -> None:
    with pytest.raises(UnavailableError):
        read(issuer=issuer)


@pytest.mark.parametrize("told", [None, [], "x", {}, {"issuer": TENANT}])
def test_what_is_no_document_is_none(told: Any) -> None:
    with pytest.raises(UnavailableError):
        providers.read(told, address=TENANT, reach=PUBLIC)
