"""What a seeded leak survived: one word in the index of one municipality, asked for in two (attack T40)."""

import pytest
from django.db import connection

from portal.search import operations
from portal.search.models import IndexedDocument
from portal.search.types import Document
from tenants.entry import enter
from tenants.types import TenantRef


def index(tenant: TenantRef) -> None:
    """Index a document of the same key in each."""
    with enter(tenant):
        operations.index(Document(kind="product", key="1", language="nl", title=f"Paspoort {tenant.name}"))


@pytest.mark.attack("T40")
def test_each_municipality_has_an_index_of_its_own(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    index(zonnedam)

    with enter(waterrijk):
        assert not IndexedDocument.objects.exists()
    index(waterrijk)
    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            assert [each.title for each in IndexedDocument.objects.all()] == [f"Paspoort {tenant.name}"]


@pytest.mark.attack("T40", "V3")
def test_nothing_of_a_municipality_can_be_kept_outside_its_schema(zonnedam: TenantRef) -> None:
    """A role that may write nowhere else cannot write into the wrong place, whatever the code says."""
    with enter(zonnedam), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> current_schema()"
            " AND has_schema_privilege(n.oid, 'USAGE')"
            " AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')"
            " AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
        )
        assert cursor.fetchall() == []
