"""Add a host to a municipality."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import describing, domain_commands, operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, tenant


class Command(LifecycleCommand):
    """Ask for one more host, and say what proves that it is the municipality's."""

    help = "Voegt een webadres toe aan een gemeente, en noemt het TXT-record dat bewijst dat het van haar is."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        domain_commands.host_arguments(parser)
        domain_commands.certificate_arguments(parser)

    def act(self, *, host: str, reason: str, by: str, wait: int | None, **options: Any) -> int:
        found = tenant(options["tenant"])
        operation = operations.request_domain(
            host,
            tenant=found.uuid,
            certificate=domain_commands.certificate(options),
            by=actor(by),
            why=reason,
        )
        return self.follow(operation, wait, describing.proof(host, found, operation))
