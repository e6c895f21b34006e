"""The start page of who has signed in asks for their latest cases apart (architecture P4)."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.pages import operations, seeds
from tenants import directory, features
from tenants.audit import SYSTEM
from tenants.entry import enter, outside
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.portal import citizens
from tests.portal.pages.conftest import plant

PART = 'hx-get="/mijn-zaken/laatste/"'


def switch(tenant: TenantRef, *, on: bool) -> TenantRef:
    with outside():
        features.switch(tenant=Tenant.objects.get(uuid=tenant.uuid), feature="cases", on=on, by=SYSTEM)
    directory.forget()
    found = directory.by_uuid(tenant.uuid)
    assert found
    return found


@pytest.mark.covers("issue 10 §2")
def test_only_who_has_signed_in_gets_their_latest_cases_and_only_while_the_feature_is_on(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    tenant = switch(zonnedam, on=True)
    with enter(tenant, urls=True):
        plant()
        operations.make_page(seeds.CASES)
    fatima = citizens.client_for(client_of, tenant)

    assert PART in fatima.get("/").content.decode()
    assert PART not in client_of(tenant).get("/").content.decode()
    switch(tenant, on=False)
    assert PART not in fatima.get("/").content.decode()
