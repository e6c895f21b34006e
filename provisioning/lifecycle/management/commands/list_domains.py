"""List the hosts of municipalities."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import describing
from provisioning.lifecycle.commands import DONE, LifecycleCommand, tenant
from tenants.models import Domain


class Command(LifecycleCommand):
    """List hosts: of one municipality, or of all."""

    help = "Noemt de webadressen: van één gemeente, of van allemaal; met bewijs, certificaat en hoofdadres."
    changes = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", nargs="?", default="", help="webadres of kenmerk van de gemeente")
        parser.add_argument("--unproven", action="store_true", help="alleen wat nog bewezen moet worden")

    def act(self, *, unproven: bool, **options: Any) -> int:
        found = Domain.objects.select_related("tenant").order_by("tenant__name", "-is_primary", "domain")
        if options["tenant"]:
            found = found.filter(tenant=tenant(options["tenant"]))
        if unproven:
            found = found.filter(proven_at=None)
        described = [describing.domain(domain) for domain in found]
        self.say(described, describing.table(described, describing.DOMAIN_COLUMNS))
        return DONE
