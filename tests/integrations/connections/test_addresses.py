"""Which addresses a municipality may fill in."""

import dataclasses
from typing import Any

import pytest

from integrations.connections import addresses
from integrations.errors import RefusedError
from tenants.types import Kind, TenantRef


@pytest.fixture
def production(sandbox_tenant: TenantRef) -> TenantRef:
    return dataclasses.replace(sandbox_tenant, kind=Kind.PRODUCTION)


def refusal(address: str, tenant: TenantRef) -> str:
    with pytest.raises(RefusedError) as raised:
        addresses.accept(address, tenant)
    return raised.value.reasons["address"]


@pytest.mark.parametrize(
    "address", ["https://zaken.voorbeeld.nl", "https://zaken.voorbeeld.nl:8443/zgw", "https://145.0.0.1/zgw"]
)
def test_a_public_secure_address_is_accepted(address: str, production: TenantRef) -> None:
    assert addresses.accept(address, production) == address


def test_blanks_and_the_last_slash_are_taken_off(production: TenantRef) -> None:
    assert (
        addresses.accept(" https://zaken.voorbeeld.nl/zgw/ ", production) == "https://zaken.voorbeeld.nl/zgw"
    )


@pytest.mark.attack("W01")
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "volledig webadres"),
        ("zaken.voorbeeld.nl", "volledig webadres"),
        ("https://naam:geheim@zaken.voorbeeld.nl", "volledig webadres"),
        ("file:///etc/passwd", "volledig webadres"),
        ("https://2130706433/", "volledig webadres"),
        (f"https://zaken.voorbeeld.nl/{'a' * 500}", "te lang"),
        ("https://zaken.voorbeeld.nl/zgw?sleutel=1", "vraagteken"),
        ("http://zaken.voorbeeld.nl/zgw", "https://"),
        ("https://zaken.voorbeeld.nl:6379/zgw", "poort"),
        ("https://127.0.0.1/zgw", "afgeschermd"),
        ("https://169.254.169.254/", "afgeschermd"),
        ("https://[::1]/zgw", "afgeschermd"),
        ("https://[::ffff:10.0.0.1]/zgw", "afgeschermd"),
        ("https://0.0.0.0/zgw", "afgeschermd"),
        ("https://localhost/zgw", "afgeschermd"),
        ("https://zaken.localhost/zgw", "afgeschermd"),
        ("https://db.internal/zgw", "afgeschermd"),
    ],
)
def test_any_other_address_is_refused_with_the_reason(
    address: str, words: str, production: TenantRef
) -> None:
    assert words in refusal(address, production)


@pytest.mark.covers("architecture T4")
def test_a_sandbox_municipality_may_name_the_sandbox_only(sandbox_tenant: TenantRef, settings: Any) -> None:
    settings.SANDBOX_URL = "http://127.0.0.1:8002"

    assert addresses.accept("http://127.0.0.1:8002/zgw", sandbox_tenant) == "http://127.0.0.1:8002/zgw"
    assert "http://127.0.0.1:8002" in refusal("https://zaken.voorbeeld.nl/zgw", sandbox_tenant)
    assert "oefensysteem" in refusal("http://127.0.0.1:8001/zgw", sandbox_tenant)
    assert "oefensysteem" in refusal("http://localhost:8002/zgw", sandbox_tenant)


@pytest.mark.covers("architecture T4")
def test_a_production_municipality_may_not_name_the_sandbox(production: TenantRef, settings: Any) -> None:
    settings.SANDBOX_URL = "http://127.0.0.1:8002"

    assert refusal("http://127.0.0.1:8002/zgw", production)
