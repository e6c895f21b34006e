"""Try a bulk operation again where it was refused or failed."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle.bulk import asking
from provisioning.lifecycle.bulk.commands import BulkCommand, add_bulk, bulk
from provisioning.lifecycle.commands import actor


class Command(BulkCommand):
    """Ask for another try, at those municipalities only."""

    help = "Probeert een bewerking opnieuw bij de gemeenten waar zij mislukte of geweigerd werd."

    def arguments(self, parser: CommandParser) -> None:
        add_bulk(parser)

    def act(self, *, reason: str, by: str, wait: int | None, **options: Any) -> int:
        found = bulk(options["bulk"])
        asking.retry_bulk(found, by=actor(by), why=reason)
        return self.follow_bulk(found.uuid, wait)
