"""Try an operation again that failed."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, operation


class Command(LifecycleCommand):
    """Ask for another try, from the step that failed."""

    help = "Probeert een mislukte opdracht opnieuw, vanaf de stap die mislukte."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("operation", help="kenmerk van de opdracht")

    def act(self, *, reason: str, by: str, wait: int | None, **options: Any) -> int:
        found = operation(options["operation"])
        operations.retry(found, by=actor(by), why=reason)
        return self.follow(found, wait)
