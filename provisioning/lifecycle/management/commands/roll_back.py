"""Put an older release of a municipality's configuration back."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, tenant


class Command(LifecycleCommand):
    """Ask for an older release to be put back, as a new one."""

    help = "Zet een oudere release van de configuratie terug; dat wordt zelf een nieuwe release."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")
        parser.add_argument("number", type=int, help="nummer van de release")
        parser.add_argument(
            "--part", action="append", default=[], dest="parts", help="alleen dit deel; mag vaker"
        )

    def act(
        self, *, number: int, parts: list[str], reason: str, by: str, wait: int | None, **options: Any
    ) -> int:
        operation = operations.request_roll_back(
            tenant=tenant(options["tenant"]).uuid, release=number, parts=parts, by=actor(by), why=reason
        )
        return self.follow(operation, wait)
