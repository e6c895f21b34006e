"""Open the municipalities of the demo, and make the accounts of the people in it."""

import base64
import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.demo import content
from config.demo.connections import connect
from config.demo.people import SignIns
from integrations.sandbox.world.people import people as invented
from portal.accounts import operations as accounts
from portal.accounts import parts, roles
from portal.accounts.operations import demonstrating
from portal.cases import parts as case_types
from portal.cases.models import CaseSettings, CaseTypeSettings, LinkSettings
from provisioning.console import operations as console
from provisioning.console.types import Role
from provisioning.lifecycle import operations as lifecycle
from provisioning.lifecycle import plans as lifecycle_plans
from provisioning.lifecycle import queries, runner
from provisioning.lifecycle.types import OpeningPlan
from tenants import directory
from tenants.audit import SYSTEM
from tenants.entry import enter
from tenants.models import Domain
from tenants.types import TenantRef

OPERATOR = "operator@dimpact.example"
PATIENCE = datetime.timedelta(minutes=3)
"""For a worker that took the opening before this command could."""


class Command(BaseCommand):
    """Make the demo; what is there already stays as it is."""

    help = (
        "Opent de gemeenten van de demo en maakt de accounts; DEMO_FILE zegt waar de aanmeldgegevens komen."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        domain = settings.PORTAL_DOMAINS[0]
        port = f":{settings.PORTAL_PORT}" if settings.PORTAL_PORT else ""
        console_port = f":{settings.CONSOLE_PORT}" if settings.CONSOLE_PORT else ""
        sign_ins = SignIns(Path(settings.DEMO_FILE))
        self._operator(sign_ins, f"http://{settings.CONSOLE_HOST}{console_port}/")
        _plans()
        for municipality in content.municipalities():
            tenant = self._open(content.plan(municipality, domain=domain))
            url = f"http://{tenant.primary_host}{port}/"
            sign_ins.page(f"Gemeente {municipality['name']}", url)
            _people(sign_ins, tenant, municipality["people"], f"{url}beheer/")
            connect(tenant, municipality["slug"], municipality["connections"])
            with enter(tenant), transaction.atomic():
                parts.write(tenant, municipality["doors"], by=SYSTEM, why="")
                _cases(tenant, municipality)
            _inhabitant(sign_ins, tenant, municipality["people"].get("inhabitant"), f"{url}mijn-zaken/")
        sign_ins.finish()

    def _operator(self, sign_ins: SignIns, url: str) -> None:
        entry = sign_ins.account("Console", url, OPERATOR)
        console.ensure_operator(
            email=OPERATOR,
            name="Oda Operator",
            role=Role.OWNER,
            password=entry.password,
            totp_secret=base64.b32decode(entry.totp_secret),
            by=SYSTEM,
        )

    def _open(self, plan: dict[str, Any]) -> TenantRef:
        operation = queries.opening_of(plan["host"])  # an earlier start may have been killed halfway
        if operation is None and not Domain.objects.filter(domain=plan["host"]).exists():
            operation = lifecycle.request_opening(OpeningPlan(**plan), by=SYSTEM)
        if operation is not None:
            state = runner.see_through(operation.uuid, patience=PATIENCE)
            self.stdout.write(f"{plan['name']}: {state}.")
        directory.forget()
        tenant = directory.by_host(plan["host"])
        if tenant is None or not tenant.serves:
            raise CommandError(f"{plan['name']} is not open; the console tells which step failed.")
        return tenant


def _plans() -> None:
    """Begin the list of plans, while nobody has."""
    if not lifecycle_plans.by_key():
        for name, description in content.PLANS.items():
            lifecycle.add_plan(name=name, description=description, by=SYSTEM)


def _cases(tenant: TenantRef, municipality: dict[str, Any]) -> None:
    """Set what holds for cases and for kinds of them, while nobody has."""
    CaseSettings.objects.get_or_create(pk=1, defaults=municipality.get("cases", {}))
    LinkSettings.objects.get_or_create(pk=1, defaults=municipality.get("case_links", {}))
    if not CaseTypeSettings.objects.exists():
        case_types.write(tenant, municipality.get("case_types", ()), by=SYSTEM, why="")


def _inhabitant(sign_ins: SignIns, tenant: TenantRef, address: str | None, url: str) -> None:
    """Make the account of the first of the invented people, who has confirmed where mail reaches her."""
    if address:
        first = invented()[0]
        with enter(tenant):
            demonstrating.create_demo_inhabitant(bsn=first.bsn, email=address)
        sign_ins.page(f"  Inwoner {first.name} (kies DigiD)", url)


def _people(sign_ins: SignIns, tenant: TenantRef, people: dict[str, Any], url: str) -> None:
    for key, role in (("administrator", roles.ADMINISTRATOR), ("editor", roles.EDITOR)):
        person = people[key]
        title = f"  {role.name} {person['name']}"
        entry = sign_ins.account(title, url, person["email"])
        with enter(tenant):
            accounts.create_demo_editor(
                email=person["email"],
                name=person["name"],
                password=entry.password,
                role=role,
                totp_secret=entry.totp_secret,
            )
