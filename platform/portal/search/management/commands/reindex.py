"""Build search indexes anew."""

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.search import operations
from tenants import directory
from tenants.entry import enter


class Command(BaseCommand):
    """Index everything public of one municipality, or of all, anew."""

    help = "Bouwt de zoekindex opnieuw op, van één gemeente of van alle."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the municipality to do."""
        parser.add_argument("--tenant", type=uuid.UUID, help="UUID van de gemeente; zonder deze: alle.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        wanted = options["tenant"]
        tenants = [tenant for tenant in directory.serving() if wanted in (None, tenant.uuid)]
        if wanted and not tenants:
            raise CommandError("Deze gemeente is er niet, of is niet in gebruik.")
        for tenant in tenants:
            with enter(tenant, urls=True):
                self.stdout.write(f"{tenant.name}: {operations.reindex()} documenten.")
