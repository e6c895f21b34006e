"""Whose file it is: the section *municipality*, which can open one too."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from provisioning.lifecycle import rules, spares
from provisioning.lifecycle.known import known
from provisioning.lifecycle.types import OpeningPlan
from tenants import hosts, shapes
from tenants.models import Tenant
from tenants.shapes import Problem
from tenants.types import Kind
from themes import queries as themes

from .types import IDENTITY

STANDARD: Final = "standard"
OPENING_ONLY: Final = ("administrator", "profile")
"""What only an opening asks for; it is not kept with the file."""
PLACES: Final = {
    "name": "look.name",
    "theme": "look.theme",
    "features": "features",
    "plan": "billing.plan",
    "host": f"{IDENTITY}.host",
    "kind": f"{IDENTITY}.kind",
    "cbs_code": f"{IDENTITY}.cbs_code",
    "administrator": f"{IDENTITY}.administrator",
    "blueprint": f"{IDENTITY}.profile",
}
"""Where the fields of a plan to open stand in a file."""
SHAPE: Final = shapes.fields(
    ("host",),
    host=shapes.text(253),
    kind=shapes.one_of(*(each.value for each in Kind)),
    cbs_code=shapes.text(4),
    administrator=shapes.text(rules.LONGEST_ADDRESS),
    profile=shapes.one_of(STANDARD),
)


def tenant(told: Mapping[str, Any]) -> Tenant | None:
    """Find the municipality that a file is of."""
    host = hosts.normalise(str(told.get("host", "")))
    found: Tenant | None = (
        Tenant.objects.exclude(spares.NOBODYS)
        .prefetch_related("domains", "feature_switches")
        .filter(domains__domain=host)
        .first()
    )
    return found


def mismatches(told: Mapping[str, Any], found: Tenant) -> list[Problem]:
    """Say why a file is not this municipality's."""
    own = {domain.domain for domain in found.domains.all()}
    text = _("Dit bestand is van een andere gemeente dan %s.") % found.name
    wrong = [] if hosts.normalise(told["host"]) in own else [(f"{IDENTITY}.host", text)]
    differs = [name for name in ("kind", "cbs_code") if name in told and told[name] != getattr(found, name)]
    return [*wrong, *((f"{IDENTITY}.{name}", text) for name in differs)]


def opening(told: Mapping[str, Any]) -> OpeningPlan:
    """Make the plan to open the municipality that a file describes; blanks where it says nothing."""
    who, look, features, billing = (told.get(key) or {} for key in (IDENTITY, "look", "features", "billing"))
    return rules.cleaned(
        OpeningPlan(
            name=look.get("name", ""),
            kind=who.get("kind", Kind.PRODUCTION.value),
            host=who.get("host", ""),
            theme=look.get("theme", themes.DEFAULT),
            administrator=who.get("administrator", ""),
            cbs_code=who.get("cbs_code", ""),
            features=tuple(key for key, is_on in features.items() if is_on),
            plan=billing.get("plan", ""),
        )
    )


def opening_refusals(plan: OpeningPlan) -> list[Problem]:
    """Say why it cannot be opened."""
    reasons = rules.refusals(plan, known())
    return [(PLACES.get(field, IDENTITY), text) for field, texts in reasons.items() for text in texts]
