"""What a seeded leak survived: hosts that only look like a municipality's, asked of the whole process (T08)."""

import pytest
from django.test import Client

from tenants.types import TenantRef


@pytest.mark.attack("T08", "V17")
@pytest.mark.parametrize(
    "host",
    [
        "www.zonnedam.localhost",
        "beheer.zonnedam.localhost",
        "waterrijk.zonnedam.localhost",
        "xzonnedam.localhost",
        "zonnedam.localhost.nl",
        "localhost",
    ],
)
def test_a_host_below_or_above_a_municipalitys_is_nobodys(zonnedam: TenantRef, host: str) -> None:
    answer = Client(headers={"host": host}).get("/")

    assert (answer.status_code, answer.content) == (404, b"Not found")
