"""Switch a feature of a municipality."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, tenant


class Command(LifecycleCommand):
    """Switch a feature on or off, at once."""

    help = "Zet een onderdeel van een gemeente aan of uit: switch_feature zonnedam.example.nl search off"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")
        parser.add_argument("feature", help="sleutel van het onderdeel")
        parser.add_argument("position", choices=["on", "off"])

    def act(self, *, feature: str, position: str, reason: str, by: str, **options: Any) -> int:
        operation = operations.switch_feature(
            tenant=tenant(options["tenant"]).uuid,
            feature=feature,
            on=position == "on",
            by=actor(by),
            why=reason,
        )
        return self.follow(operation, None)
