"""Look whether enough spares stand ready, and see to it that they do."""

from typing import Any

from provisioning.lifecycle import operations, runner, spares
from provisioning.lifecycle.blueprints import standard
from provisioning.lifecycle.commands import DONE, LifecycleCommand
from provisioning.lifecycle.queries import spare_operations


class Command(LifecycleCommand):
    """Make and remove spares at once, without waiting for beat and a worker."""

    help = "Zet reserves klaar (SPARES), zodat een opening een fractie van een seconde duurt."
    changes = False

    def act(self, **options: Any) -> int:
        operations.keep_spares()
        for identity in spare_operations():
            runner.run(identity)
        number = spares.ready(standard()).count()
        self.say({"spares": number}, f"Reserves: {number}.")
        return DONE
