"""Look for the proof that a host is a municipality's."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import domain_commands, operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, tenant


class Command(LifecycleCommand):
    """Look in the DNS, and ask that the host serves."""

    help = "Zoekt in de DNS het bewijs van een webadres; daarna werkt het."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        domain_commands.host_arguments(parser)

    def act(self, *, host: str, reason: str, by: str, wait: int | None, **options: Any) -> int:
        found = tenant(options["tenant"])
        operation = operations.request_proof(host, tenant=found.uuid, by=actor(by), why=reason)
        return self.follow(operation, wait)
