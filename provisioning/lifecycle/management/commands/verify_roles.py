"""Compare roles and rights in the database with what provisioning makes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from provisioning.lifecycle import verification


class Command(BaseCommand):
    """List what differs; ends with 1 when something does."""

    help = "Vergelijkt rollen en rechten in de database met wat het platform maakt."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verification.verify()
        for each in found:
            self.stdout.write(str(each))
        if found:
            raise CommandError(f"Afwijkingen in rollen of rechten: {len(found)}.")
        self.stdout.write("Rollen en rechten zijn zoals ze horen.")
