"""Open a municipality."""

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from provisioning.lifecycle import house_styles, operations
from provisioning.lifecycle.commands import LifecycleCommand, actor, tenant
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OpeningPlan
from tenants.audit import Actor
from tenants.types import Kind
from themes import queries as themes


class Command(LifecycleCommand):
    """Ask for a municipality to be opened."""

    help = "Opent een gemeente: manage.py open_tenant --name Zonnedam --host zonnedam.example.nl …"
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="naam, zoals op het portaal")
        parser.add_argument("--host", required=True, help="webadres")
        parser.add_argument("--administrator", required=True, help="e-mailadres van de eerste beheerder")
        parser.add_argument("--kind", default=Kind.PRODUCTION.value, help="production of sandbox")
        parser.add_argument("--cbs-code", default="", help="code van de gemeente bij het CBS")
        parser.add_argument("--theme", default="", help="sleutel van het thema")
        parser.add_argument("--plan", default="", help="sleutel van het plan")
        parser.add_argument("--primary", default="", help="hoofdkleur, voor een eigen huisstijl")
        parser.add_argument("--accent", default="", help="tweede kleur")
        parser.add_argument("--font", default="system", help="lettertype bij die kleuren")
        parser.add_argument("--radius", default="6px", help="hoe rond hoeken zijn, in px of rem")
        parser.add_argument(
            "--feature", action="append", default=[], dest="features", help="onderdeel; mag vaker"
        )
        parser.add_argument(
            "--own-host", action="append", default=[], dest="own_hosts", help="eigen webadres; mag vaker"
        )
        parser.add_argument("--blueprint", default="", help="bestand van make_blueprint, of in die vorm")
        parser.add_argument("--like", default="", help="webadres van een gemeente waarvan de inrichting komt")

    def act(self, *, blueprint: str, reason: str, by: str, wait: int | None, **options: Any) -> int:
        fields = ("name", "kind", "host", "administrator", "cbs_code", "plan")
        said = _read(blueprint)
        named = options["like"] or (isinstance(said, dict) and said.get("theme"))
        plan = OpeningPlan(
            **{field: options[field] for field in fields},
            theme=options["theme"] or ("" if named else themes.DEFAULT),
            features=tuple(options["features"]),
            own_hosts=tuple(options["own_hosts"]),
            blueprint=said,
            house=_house(options),
        )
        return self.follow(_request(plan, options["like"], actor(by), reason), wait)


def _house(options: dict[str, Any]) -> dict[str, Any]:
    if not (options["primary"] or options["accent"]):
        return {}
    return {"brand": {name: options[name] for name in house_styles.BRAND}}


def _request(plan: OpeningPlan, like: str, by: Actor, why: str) -> Operation:
    if not like:
        return operations.request_opening(plan, by=by, why=why)
    if plan.blueprint:
        raise RefusedError({"blueprint": [_("Kies een blauwdruk of een gemeente, niet allebei.")]})
    return operations.request_clone(plan, source=tenant(like).uuid, by=by, why=why)


def _read(path: str) -> dict[str, Any]:
    if not path:
        return {}
    try:
        found = yaml.safe_load(Path(path).read_text(encoding="utf-8"))  # which JSON is a part of
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise RefusedError({"blueprint": [_("Dit bestand kan niet worden gelezen: %s.") % path]}) from error
    return found  # type: ignore[no-any-return]  # whatever it is, the rules look at it
