"""Make a blueprint of a municipality's own configuration."""

from typing import Any

import yaml
from django.core.management.base import CommandParser

from provisioning.lifecycle import blueprints
from provisioning.lifecycle.commands import DONE, LifecycleCommand, tenant


class Command(LifecycleCommand):
    """Print what another municipality can be opened from: `make_blueprint HOST > blueprint.yaml`."""

    help = "Maakt een blauwdruk van de inrichting van een gemeente, zonder mensen, gegevens en geheimen."
    changes = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")

    def act(self, **options: Any) -> int:
        found = blueprints.exported(tenant(options["tenant"]))
        self.say(found, yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=110))
        return DONE
