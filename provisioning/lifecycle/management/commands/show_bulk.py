"""Show what became of a bulk operation."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle.bulk.commands import BulkCommand, add_bulk, bulk


class Command(BulkCommand):
    """Show a bulk operation and its ledger; ends with the code of what became of it."""

    help = "Toont een bewerking op veel gemeenten: wat is gelukt, geweigerd en mislukt."
    changes = False

    def arguments(self, parser: CommandParser) -> None:
        add_bulk(parser)

    def act(self, *, wait: int | None, **options: Any) -> int:
        return self.follow_bulk(bulk(options["bulk"]).uuid, wait)
