"""Make a host the primary one of a municipality."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import domain_commands, operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, tenant


class Command(LifecycleCommand):
    """Ask that all other hosts lead to this one."""

    help = "Maakt een webadres het hoofdadres; de andere adressen leiden daarheen."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        domain_commands.host_arguments(parser)

    def act(self, *, host: str, reason: str, by: str, wait: int | None, **options: Any) -> int:
        found = tenant(options["tenant"])
        operation = operations.request_primary(host, tenant=found.uuid, by=actor(by), why=reason)
        return self.follow(operation, wait)
