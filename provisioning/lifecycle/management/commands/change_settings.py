"""Change a municipality's name or theme."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, tenant


class Command(LifecycleCommand):
    """Ask for another name or theme."""

    help = "Wijzigt de naam of het thema van een gemeente."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")
        parser.add_argument("--name", default="", help="nieuwe naam")
        parser.add_argument("--theme", default="", help="sleutel van het nieuwe thema")

    def act(self, *, name: str, theme: str, reason: str, by: str, wait: int | None, **options: Any) -> int:
        found = tenant(options["tenant"])
        operation = operations.request_settings(
            tenant=found.uuid, by=actor(by), why=reason, name=name, theme=theme
        )
        return self.follow(operation, wait)
