"""Compare the compiled schema with what migrating makes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from provisioning.lifecycle import comparing, schema


class Command(BaseCommand):
    """List what differs; ends with 1 when something does."""

    help = "Bewijst dat een schema dat wordt nagespeeld gelijk is aan een schema dat is gemigreerd."

    def handle(self, *args: Any, **options: Any) -> None:
        found = comparing.of_this_release()
        for each in found:
            self.stdout.write(each)
        if found:
            raise CommandError(f"Verschillen tussen migreren (-) en naspelen (+): {len(found)}.")
        self.stdout.write(f"Schema {schema.fingerprint()}: naspelen is gelijk aan migreren.")
