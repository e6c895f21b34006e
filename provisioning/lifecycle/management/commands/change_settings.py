"""Change a municipality's name, theme or plan."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import operations, plan_rules
from provisioning.lifecycle.commands import LifecycleCommand, actor, tenant


class Command(LifecycleCommand):
    """Ask for another name, theme or plan."""

    help = "Wijzigt de naam, het thema of het plan van een gemeente."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")
        parser.add_argument("--name", default="", help="nieuwe naam")
        parser.add_argument("--theme", default="", help="sleutel van het nieuwe thema")
        parser.add_argument("--plan", help="sleutel van het nieuwe plan; voor geen plan: geen")

    def act(
        self,
        *,
        name: str,
        theme: str,
        plan: str | None,
        reason: str,
        by: str,
        wait: int | None,
        **options: Any,
    ) -> int:
        found = tenant(options["tenant"])
        plan = "" if plan == plan_rules.NONE else plan
        operation = operations.request_settings(
            tenant=found.uuid, by=actor(by), why=reason, name=name, theme=theme, plan=plan
        )
        return self.follow(operation, wait)
