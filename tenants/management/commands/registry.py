"""Show or extend the checked-in registry of content types and permissions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants import registry


class Command(BaseCommand):
    """Fail when a model has no id in the registry; with --write give it one."""

    help = "Controleert of het register van inhoudstypen en rechten volledig is; --write vult het aan."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="geef wat ontbreekt een nummer")

    def handle(self, *args: Any, write: bool = False, **options: Any) -> None:
        if write:
            self.stdout.write(f"{registry.write()} toegevoegd.")
        elif missing := registry.missing():
            raise CommandError(f"Not in the registry; run with --write: {', '.join(missing)}")
