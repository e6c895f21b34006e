"""Build search indexes anew."""

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from portal.search import operations
from tenants import directory
from tenants.entry import enter
from tenants.management.rounds import RoundCommand
from tenants.types import TenantRef


class Command(RoundCommand):
    """Index everything public of one municipality, or of all, anew."""

    help = "Bouwt de zoekindex opnieuw op, van één gemeente of van alle."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the municipality to do."""
        parser.add_argument("--tenant", type=uuid.UUID, help="UUID van de gemeente; zonder deze: alle.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it.

        :raises CommandError: when nobody open is meant, or naming those where it failed: the others are done.
        """
        wanted = options["tenant"]
        tenants = [tenant for tenant in directory.serving() if wanted in (None, tenant.uuid)]
        if wanted and not tenants:
            raise CommandError("Deze gemeente is er niet, of is niet in gebruik.")
        self.go_round(tenants, _reindex)


def _reindex(tenant: TenantRef) -> str:
    with enter(tenant, urls=True):
        return f"{operations.reindex()} documenten."
