"""Say how a municipality differs from its file."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import describing_files as describing
from provisioning.lifecycle.as_code import drifting
from provisioning.lifecycle.commands import DONE, FAILED, REFUSED, LifecycleCommand, tenant

DRIFTED = REFUSED
"""The same code as of a plan that would change something."""


class Command(LifecycleCommand):
    """Compare the file that was applied last with what is so: 0 alike, 2 different, 1 there is no such file."""

    help = "Toont wat er sinds het laatste bestand anders is geworden: 0 niets, 2 iets, 1 er is geen bestand."
    changes = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")

    def act(self, **options: Any) -> int:
        found = drifting.drift(tenant(options["tenant"]))
        self.say(describing.drift(found), describing.drift_in_words(found))
        if found is None:
            return FAILED
        return DRIFTED if found.sections else DONE
