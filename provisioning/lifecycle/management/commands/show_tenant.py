"""Show one municipality, and what was done to it."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import describing, queries
from provisioning.lifecycle.commands import DONE, LifecycleCommand, tenant

LATEST = 5


class Command(LifecycleCommand):
    """Show a municipality and its latest operations."""

    help = "Toont een gemeente en de laatste opdrachten."
    changes = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")

    def act(self, **options: Any) -> int:
        found = tenant(options["tenant"])
        described = describing.tenant(found)
        latest = queries.for_tenant(found.uuid)[:LATEST]
        words = [describing.details_in_words(described), *(describing.in_words(each) for each in latest)]
        self.say(
            {**described, "operations": [describing.operation(each) for each in latest]}, "\n\n".join(words)
        )
        return DONE
