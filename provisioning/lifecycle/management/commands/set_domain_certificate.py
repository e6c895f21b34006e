"""Choose where the certificate of a municipality's host comes from."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import domain_commands, operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, tenant


class Command(LifecycleCommand):
    """Ask for another certificate of a host."""

    help = (
        "Legt vast waar het certificaat van een webadres vandaan komt, en wie het risico van DV aanvaardde."
    )
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        domain_commands.host_arguments(parser)
        domain_commands.certificate_arguments(parser)

    def act(self, *, host: str, reason: str, by: str, wait: int | None, **options: Any) -> int:
        operation = operations.request_certificate(
            host,
            tenant=tenant(options["tenant"]).uuid,
            certificate=domain_commands.certificate(options),
            by=actor(by),
            why=reason,
        )
        return self.follow(operation, wait)
