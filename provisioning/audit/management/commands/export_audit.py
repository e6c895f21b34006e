"""Write an audit stream with its seals to a file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from provisioning.audit import exporting, streams
from provisioning.audit.exporting import FORMATS
from tenants import audit
from tenants.entry import outside


class Command(BaseCommand):
    """Export one stream; ends with 2 when it was asked wrongly."""

    help = "Exporteert een logboek met zegels; controleer het met verify_audit --file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "tenant", help="UUID of webadres van een gemeente, of 'operators' voor het platform"
        )
        parser.add_argument("output", type=Path, help="het bestand: .jsonl, of .csv voor een rekenblad")
        parser.add_argument("--json", action="store_true", help="geef het resultaat als JSON")

    def handle(self, *args: Any, tenant: str, output: Path, **options: Any) -> None:
        form = output.suffix.removeprefix(".")
        if form not in FORMATS:
            raise CommandError(f"Geef het bestand een naam op {' of '.join(FORMATS)}.", returncode=2)
        with outside():
            stream = streams.named(tenant)
            if stream is None:
                raise CommandError(f"Geen logboek van {tenant}.", returncode=2)
            audit.record("audit.exported", by=audit.SYSTEM, tenant=stream.tenant, target=stream.title)
            try:
                with output.open("x", encoding="utf-8", newline="") as file:
                    number = exporting.write(stream, file, form=form, at=timezone.now())
            except OSError as error:
                raise CommandError(f"Kan niet schrijven: {error.strerror}.", returncode=2) from error
        answer = {"stream": stream.name, "records": number, "file": str(output)}
        self.stdout.write(json.dumps(answer) if options["json"] else f"{number} regels naar {output}.")
