"""Take a host from a municipality."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import domain_commands, operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, tenant


class Command(LifecycleCommand):
    """Ask that a host is taken away."""

    help = "Haalt een webadres weg bij een gemeente; een ander krijgt het de eerste tijd niet."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        domain_commands.host_arguments(parser)

    def act(self, *, host: str, reason: str, by: str, wait: int | None, **options: Any) -> int:
        found = tenant(options["tenant"])
        operation = operations.request_removal(host, tenant=found.uuid, by=actor(by), why=reason)
        return self.follow(operation, wait)
