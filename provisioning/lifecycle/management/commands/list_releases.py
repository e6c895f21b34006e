"""List the releases of a municipality's configuration."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import describing_releases as describing
from provisioning.lifecycle.commands import DONE, LifecycleCommand, tenant
from tenants.configuration import queries


class Command(LifecycleCommand):
    """List releases, the newest first."""

    help = "Noemt de releases van de configuratie van een gemeente, de nieuwste eerst."
    changes = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")
        parser.add_argument("--most", type=int, default=None, help="ten hoogste zoveel")

    def act(self, *, most: int | None, **options: Any) -> int:
        found = queries.releases(tenant(options["tenant"]).uuid, most=most)
        self.say([describing.release(row) for row in found], describing.table(found))
        return DONE
