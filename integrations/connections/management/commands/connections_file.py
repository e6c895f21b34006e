"""Write a municipality's connections to a file, or make them as a file says."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from integrations.connections import sections
from integrations.errors import RefusedError
from tenants import directory
from tenants.audit import SYSTEM
from tenants.entry import enter


class Command(BaseCommand):
    """Without a file: write. With one: say what would change; with --apply, change it."""

    help = "Schrijft de koppelingen van een gemeente op, of maakt ze zoals een bestand zegt. Geheimen staan er niet in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a host, perhaps a file."""
        parser.add_argument("host")
        parser.add_argument("file", nargs="?", help="YAML; - leest van de standaardinvoer")
        parser.add_argument(
            "--apply", action="store_true", help="voer het door; anders staat er wat er zou veranderen"
        )
        parser.add_argument("--prune", action="store_true", help="verwijder ook wat het bestand niet noemt")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it inside the municipality."""
        ref = directory.by_host(options["host"])
        if ref is None:
            raise CommandError(_("Deze gemeente bestaat niet."))
        with enter(ref):
            if options["file"] is None:
                self.stdout.write(sections.write(), ending="")
                return
            try:
                lines = self._from_file(options)
            except RefusedError as error:
                raise CommandError(
                    "\n".join(f"{place}: {text}" for place, text in error.reasons.items())
                ) from None
        for line in lines or [_("Er verandert niets.")]:
            self.stdout.write(line)

    def _from_file(self, options: dict[str, Any]) -> list[str]:
        text = (
            sys.stdin.read() if options["file"] == "-" else Path(options["file"]).read_text(encoding="utf-8")
        )
        wanted = sections.read(text)
        if not options["apply"]:
            return sections.plan(wanted, prune=options["prune"])
        return sections.apply(wanted, by=SYSTEM, why=_("Uit een bestand"), prune=options["prune"])
