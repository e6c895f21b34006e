"""Close a municipality's portal."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, tenant


class Command(LifecycleCommand):
    """Ask for a suspension."""

    help = "Schort een gemeente op: haar portaal antwoordt niet meer. Geef een reden met --reason."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")

    def act(self, *, reason: str, by: str, wait: int | None, **options: Any) -> int:
        found = tenant(options["tenant"])
        return self.follow(operations.request_suspension(tenant=found.uuid, by=actor(by), why=reason), wait)
