"""Write the description of the API into the repository, and see that it breaks no program."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from provisioning.api import breaking
from provisioning.api.views import describing

FOLDER = Path(settings.BASE_DIR) / "docs" / "api"
NOW, RELEASED = FOLDER / "openapi.json", FOLDER / "released.json"


class Command(BaseCommand):
    """Write, or check what is written."""

    help = (
        "Schrijft docs/api/openapi.json; --check: staat daar wat de code maakt, en breekt het geen programma?"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what to do."""
        parser.add_argument(
            "--check", action="store_true", help="wijzig niets, en eindig met 1 als iets niet klopt"
        )
        parser.add_argument(
            "--release",
            action="store_true",
            help="wat er nu staat is uitgebracht: daarmee wordt voortaan vergeleken",
        )

    def handle(self, *args: Any, check: bool, release: bool, **options: Any) -> None:
        """Do it.

        :raises CommandError: when something is not as it should be.
        """
        made = describing.text()
        if not check:
            NOW.write_text(made, encoding="utf-8")
            if release:
                RELEASED.write_text(made, encoding="utf-8")
            return
        if NOW.read_text(encoding="utf-8") != made:
            raise CommandError("docs/api/openapi.json is not what the code makes: manage.py api_description")
        broken = breaking.changes(json.loads(RELEASED.read_text(encoding="utf-8")), json.loads(made))
        if broken:
            advice = "This breaks programs; make it another version, or do it otherwise:"
            raise CommandError("\n".join([advice, *broken]))
