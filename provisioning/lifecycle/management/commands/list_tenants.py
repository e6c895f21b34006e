"""List municipalities."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from provisioning.lifecycle import describing, plan_rules, plans, spares
from provisioning.lifecycle.commands import DONE, LifecycleCommand
from provisioning.lifecycle.errors import RefusedError
from tenants.models import Tenant
from tenants.types import Kind, State


class Command(LifecycleCommand):
    """List municipalities, those of one state, kind or plan when asked."""

    help = "Noemt de gemeenten, met hun toestand, plan en webadres."
    changes = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--state", choices=[state.value for state in State], help="alleen in deze toestand"
        )
        parser.add_argument("--kind", choices=[kind.value for kind in Kind], help="alleen van deze soort")
        parser.add_argument("--plan", help="alleen met dit plan; zonder plan: geen")

    def act(self, *, state: str | None, kind: str | None, plan: str | None, **options: Any) -> int:
        wanted: dict[str, str | None] = {
            key: value for key, value in (("state", state), ("kind", kind), ("plan", plan)) if value
        }
        if plan == plan_rules.NONE:
            wanted["plan"] = None
        elif plan and plan not in plans.names():
            raise RefusedError({"plan": [_("Kies een plan uit de lijst.")]})
        found = Tenant.objects.filter(**wanted).prefetch_related("domains", "feature_switches")
        if state != State.SPARE:
            found = found.exclude(spares.NOBODYS)
        described = [describing.tenant(tenant) for tenant in found.order_by("name", "pk")]
        self.say(described, describing.table(described))
        return DONE
