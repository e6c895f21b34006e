"""Have an operation undone that failed, or call off one that waits."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, operation


class Command(LifecycleCommand):
    """Ask for what the steps did to be taken back."""

    help = "Maakt een mislukte opdracht ongedaan, of trekt een geplande in."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("operation", help="kenmerk van de opdracht")

    def act(self, *, reason: str, by: str, wait: int | None, **options: Any) -> int:
        found = operation(options["operation"])
        operations.undo(found, by=actor(by), why=reason)
        return self.follow(found, wait)
