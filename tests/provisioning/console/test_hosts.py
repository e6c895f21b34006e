"""The console answers on its own host, and nowhere else."""

import pytest
from django.test import Client

from tenants.types import TenantRef
from tests.provisioning.console import people


@pytest.mark.attack("P01")
@pytest.mark.parametrize(
    "host",
    [
        "unknown.example", "zonnedam.localhost", "localhost", "xconsole.localhost", "console.localhost.evil.example",
        "127.0.0.1", "bad_host!", "",
    ],
)  # fmt: skip
def test_another_host_gets_a_plain_404(console: None, zonnedam: TenantRef, host: str) -> None:
    answer = Client(headers={"host": host}).get("/aanmelden/")

    assert (answer.status_code, answer.content) == (404, b"Not found")
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "host", ["console.localhost", "CONSOLE.localhost", "console.localhost:8001", "console.localhost."]
)
def test_its_own_host_is_known_in_every_spelling(console: None, host: str) -> None:
    assert Client(headers={"host": host}).get("/aanmelden/").status_code == 200


def test_there_is_no_admin_here(console_client: Client) -> None:
    assert console_client.get("/admin/").status_code == 404
    assert console_client.get("/beheer/").status_code == 404


def test_health_is_told_on_internal_hosts_only(console: None) -> None:
    assert Client(headers={"host": "127.0.0.1"}).get("/healthz").status_code == 200
    assert people.browser().get("/healthz").status_code == 404
    assert people.browser().get("/readyz").status_code == 404
