"""A municipality in the console, and the page of its connection."""

import pytest

from integrations.connections.types import row_of
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.provisioning.console import municipalities


@pytest.fixture
def tenant(zonnedam: TenantRef) -> str:
    return f"/gemeenten/{zonnedam.uuid}/"


@pytest.fixture
def page(zonnedam: TenantRef, tenant: str) -> str:
    """The page of a connection that the municipality's own jobs told of."""
    municipalities.connected(Tenant.objects.get(uuid=zonnedam.uuid))
    return f"{tenant}koppelingen/{row_of(zonnedam.uuid, 'case_system')}/"
