"""Each municipality of the demo finds every kind of system in the sandbox that runs beside it, with its own access."""

from dataclasses import replace

import pytest

from integrations.connections.doctor import walking
from integrations.connections.types import Finding
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.doorways.conftest import KINDS, Doors

pytestmark = pytest.mark.covers("M-14", "C-031")


def test_every_kind_is_at_the_address_that_its_page_shows(
    sandbox: Sandbox, doors: Doors, sandbox_tenant: TenantRef, settings: object
) -> None:
    """Over the process that `make demo` starts, and with what a municipality fills in."""
    settings.SANDBOX_URL = sandbox.url  # type: ignore[attr-defined]
    told, neighbours = sandbox.access("zonnedam"), sandbox.access("waterrijk")
    for kind in KINDS:
        access = replace(doors.access(kind), address=told["addresses"][kind.stand_in], secret=told["secret"])
        if access.client_id:
            access = replace(access, client_id=told["client_id"])

        found = walking.walk(access, tenant=sandbox_tenant).finding
        stranger = walking.walk(replace(access, secret=neighbours["secret"]), tenant=sandbox_tenant).finding

        assert found is Finding.WORKS, kind.stand_in
        assert stranger is (Finding.WORKS if kind.system == "ssd" else Finding.SECRET_WRONG), kind.stand_in
