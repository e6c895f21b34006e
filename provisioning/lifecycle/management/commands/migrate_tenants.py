"""Bring every municipality's schema up to date, one after the other; one that fails does not stop the others."""

from typing import Any

from provisioning.lifecycle import schema
from tenants import insights
from tenants.management.rounds import RoundCommand
from tenants.models import Tenant
from tenants.types import State, TenantRef


class Command(RoundCommand):
    """Migrate all tenants with Django's own executor (a runner in rings takes its place later)."""

    help = "Werkt de schema's van alle gemeenten bij."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it.

        :raises CommandError: naming those where it failed: the others are up to date.
        """
        # Spares that are behind are not migrated: they are taken away and made anew (`keep_spares`).
        everybody = Tenant.objects.exclude(state=State.SPARE.value).order_by("pk")
        self.go_round([each.ref() for each in everybody if schema.exists(each.schema_name)], _migrate)
        self.stdout.write("Alle gemeenten zijn bijgewerkt.")


def _migrate(tenant: TenantRef) -> str:
    schema.migrate(tenant.schema_name)
    insights.write(tenant, "schema", {"migrations": schema.migrations_in(tenant.schema_name)})
    return "bijgewerkt."
