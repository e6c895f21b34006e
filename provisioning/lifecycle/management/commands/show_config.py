"""Show a municipality as a file."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle.as_code import standing, writing
from provisioning.lifecycle.commands import DONE, LifecycleCommand, tenant


class Command(LifecycleCommand):
    """Write a municipality's configuration down, as `apply_config` reads it."""

    help = "Toont de configuratie van een gemeente als bestand (YAML), zonder geheimen."
    changes = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")

    def act(self, **options: Any) -> int:
        found = tenant(options["tenant"])
        values = standing.now(found.ref()).values
        self.say(writing.document(found, values), writing.file(found, values).rstrip("\n"))
        return DONE
