"""What a seeded leak survived: orders of undoing, losing the connection and going in by another door (attack T21)."""

import contextlib
from typing import Any

import pytest
from django.contrib.sites.models import Site
from django.db import connection, transaction
from django.utils import timezone, translation
from django_tenants.utils import schema_context  # noqa: TID251 - what is refused

from tenants import entry
from tenants.errors import NoTenantError, NoWayInError
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.conftest import tenant
from tests.municipalities import WATERRIJK, ZONNEDAM
from tests.statements import in_force


def own(tenant: TenantRef) -> tuple[str, str]:
    return tenant.schema_name, tenant.schema_name


@pytest.mark.attack("T21")
def test_undoing_to_a_savepoint_of_before_does_not_bring_the_tenant_of_before_back(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    with entry.enter(zonnedam):
        before = transaction.savepoint()
        with entry.enter(waterrijk):
            in_force()
            transaction.savepoint_rollback(before)

            assert in_force() == own(waterrijk)
            assert Site.objects.get().name == "Waterrijk"
        assert in_force() == own(zonnedam)


@pytest.mark.attack("T21")
def test_undoing_a_whole_transaction_does_not_bring_the_tenant_of_before_back(own_database: str) -> None:
    zonnedam, waterrijk = tenant(ZONNEDAM), tenant(WATERRIJK)
    with entry.enter(zonnedam):
        in_force()
        with entry.enter(waterrijk):
            with contextlib.suppress(ZeroDivisionError), transaction.atomic():
                in_force()
                raise ZeroDivisionError

            assert in_force() == own(waterrijk)


@pytest.mark.attack("T23")
def test_a_new_connection_begins_with_role_and_path_of_the_entered_tenant(own_database: str) -> None:
    with entry.enter(tenant(ZONNEDAM)) as zonnedam:
        in_force()
        connection.close()

        assert in_force() == own(zonnedam)


@pytest.mark.covers("architecture T3")
def test_where_tenants_are_served_who_entered_nothing_asks_nothing(db: None, settings: Any) -> None:
    settings.TENANT_REQUIRED = True

    with pytest.raises(NoTenantError):
        Tenant.objects.count()
    with pytest.raises(NoTenantError):
        in_force()
    with entry.outside():
        assert Tenant.objects.count() == 2


@pytest.mark.attack("V8", "T20")
def test_the_doors_of_the_library_are_closed(zonnedam: TenantRef) -> None:
    model = Tenant.objects.get(uuid=zonnedam.uuid)

    with pytest.raises(NoWayInError), schema_context(zonnedam.schema_name):
        pass
    with pytest.raises(NoWayInError):
        model.activate()
    assert not entry.is_entered()


@pytest.mark.attack("T64")
def test_a_tenant_is_entered_in_dutch_and_left_in_the_language_of_before(zonnedam: TenantRef) -> None:
    with translation.override("en"), timezone.override("Asia/Tokyo"):
        with entry.enter(zonnedam):
            assert translation.get_language() == "nl"
            assert timezone.get_current_timezone_name() == "Europe/Amsterdam"
        assert translation.get_language() == "en"
        assert timezone.get_current_timezone_name() == "Asia/Tokyo"
