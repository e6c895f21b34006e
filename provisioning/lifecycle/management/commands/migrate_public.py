"""Migrate `public`, and put right what goes with it: registry rows, roles, grants, the platform's own data key."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from provisioning.lifecycle import cluster
from tenants import keys, registry
from tenants.entry import outside
from tenants.registry import roles


class Command(BaseCommand):
    """Bring `public` up to date with this release."""

    help = "Werkt het gedeelde schema bij: tabellen, inhoudstypen, rechten en rollen."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
        with (
            outside(),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):  # nobody is without rights meanwhile
            registry.sync()
            roles.sync()
            existing = connection.introspection.table_names(cursor)
            cluster.grant_public(cursor.execute, existing)
            keys.make_for_platform()
        self.stdout.write("Het gedeelde schema is bijgewerkt.")
