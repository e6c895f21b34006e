"""Show the page of maintenance at a municipality's portal, now or later."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, moment, tenant
from tenants.types import Notice


class Command(LifecycleCommand):
    """Ask for maintenance."""

    help = "Toont de onderhoudspagina, nu of later; resume_tenant of het einde haalt haar weg."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")
        parser.add_argument("--dutch", default="", help="tekst voor bezoekers")
        parser.add_argument("--english", default="", help="dezelfde tekst in het Engels")
        parser.add_argument("--starts-at", default="", help="begin, bijvoorbeeld 2027-01-31T18:00; anders nu")
        parser.add_argument("--ends-at", default="", help="einde; anders tot resume_tenant")

    def act(self, *, reason: str, by: str, wait: int | None, **options: Any) -> int:
        notice = Notice(options["dutch"], options["english"], moment("ends_at", options["ends_at"]))
        operation = operations.request_maintenance(
            notice,
            tenant=tenant(options["tenant"]).uuid,
            by=actor(by),
            why=reason,
            starts_at=moment("starts_at", options["starts_at"]),
        )
        return self.follow(operation, wait)
