"""List municipalities."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle import describing, spares
from provisioning.lifecycle.commands import DONE, LifecycleCommand
from tenants.models import Tenant
from tenants.types import Kind, State


class Command(LifecycleCommand):
    """List municipalities, those of one state or kind when asked."""

    help = "Noemt de gemeenten, met hun toestand en webadres."
    changes = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--state", choices=[state.value for state in State], help="alleen in deze toestand"
        )
        parser.add_argument("--kind", choices=[kind.value for kind in Kind], help="alleen van deze soort")

    def act(self, *, state: str | None, kind: str | None, **options: Any) -> int:
        wanted = {key: value for key, value in (("state", state), ("kind", kind)) if value}
        found = Tenant.objects.filter(**wanted).prefetch_related("domains", "feature_switches")
        if state != State.SPARE:
            found = found.exclude(spares.NOBODYS)
        described = [describing.tenant(tenant) for tenant in found.order_by("name", "pk")]
        self.say(described, describing.table(described))
        return DONE
