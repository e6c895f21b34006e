"""Let a municipality go live, or show what stands in the way."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import describing, operations, queries
from provisioning.lifecycle.commands import DONE, REFUSED, LifecycleCommand, actor, tenant


class Command(LifecycleCommand):
    """Ask for a trial to go live; with `--dry-run` show the checklist, and end with 2 while a check is red."""

    help = "Zet een gemeente live als alle controles groen zijn; --dry-run toont alleen de controles."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")
        parser.add_argument("--dry-run", action="store_true", help="toon de controles en doe niets")

    def act(self, *, dry_run: bool, reason: str, by: str, wait: int | None, **options: Any) -> int:
        found = tenant(options["tenant"])
        if not dry_run:
            operation = operations.request_going_live(tenant=found.uuid, by=actor(by), why=reason)
            return self.follow(operation, wait)
        rows = queries.checklist(found.uuid)
        self.say(describing.checklist(rows), describing.checklist_in_words(rows))
        return DONE if all(row.is_green for row in rows) else REFUSED
