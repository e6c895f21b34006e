"""Say what a municipality's file would change."""

import os
from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import describing_files as describing
from provisioning.lifecycle.as_code import planning
from provisioning.lifecycle.commands import LifecycleCommand
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.file_commands import add_arguments, meant, opened

NOTHING, REFUSED, CHANGES = 0, 1, 2


class Command(LifecycleCommand):
    """Compare a file with what is so: ends with 0 when nothing would change, 2 when something would, 1 when refused."""

    help = "Zegt wat een bestand zou wijzigen: 0 niets, 2 iets, 1 geweigerd."
    changes = False

    def arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)

    def act(self, *, file: str, remove: list[str], **options: Any) -> int:
        try:
            document, found = meant(opened(file), options["tenant"])
            if found is None:
                plan = planning.plan_opening(document, environment=os.environ)
            else:
                plan = planning.plan(found, document, environment=os.environ, remove=remove)
        except RefusedError as error:
            self.refuse(error)
            return REFUSED
        self.say(describing.plan(plan), describing.in_words(plan))
        return CHANGES if plan.changes else NOTHING
