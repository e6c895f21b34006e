"""Compile the schema that municipalities are opened with."""

from typing import Any

from django.core.management.base import BaseCommand

from provisioning.lifecycle import schema


class Command(BaseCommand):
    """Migrate the template schema and keep it as text; quick when nothing changed."""

    help = "Maakt de tekst waarmee schema's van gemeenten worden gebouwd."

    def handle(self, *args: Any, **options: Any) -> None:
        compiled = schema.compile_now()
        self.stdout.write(f"Schema {compiled.fingerprint}: {len(compiled.text)} tekens.")
