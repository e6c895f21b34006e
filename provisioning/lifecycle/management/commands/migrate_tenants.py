"""Bring every municipality's schema up to date, one after the other; one that fails does not stop the others."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from provisioning.lifecycle import schema
from tenants import insights
from tenants.models import Tenant
from tenants.types import State


class Command(BaseCommand):
    """Migrate all tenants with Django's own executor (a runner in rings takes its place later)."""

    help = "Werkt de schema's van alle gemeenten bij."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        # Spares that are behind are not migrated: they are taken away and made anew (`keep_spares`).
        for tenant in Tenant.objects.exclude(state=State.SPARE.value).order_by("pk"):
            if not schema.exists(tenant.schema_name):
                continue
            try:
                schema.migrate(tenant.schema_name)
                insights.write(
                    tenant.ref(), "schema", {"migrations": schema.migrations_in(tenant.schema_name)}
                )
            except DatabaseError as error:
                failed.append(tenant.name)
                self.stderr.write(f"{tenant.name}: {error}")
        if failed:
            raise CommandError(f"Niet bijgewerkt: {', '.join(failed)}.")
        self.stdout.write("Alle gemeenten zijn bijgewerkt.")
