"""Show how far an operation is."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle.commands import LifecycleCommand, operation


class Command(LifecycleCommand):
    """Show an operation and its steps; ends with the code of its state."""

    help = "Toont een opdracht en haar stappen; met --wait als zij klaar is."
    changes = False
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("operation", help="kenmerk van de opdracht")

    def act(self, *, wait: int | None, **options: Any) -> int:
        return self.follow(operation(options["operation"]), wait)
