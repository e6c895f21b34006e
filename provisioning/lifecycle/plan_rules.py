"""What a plan may be called, and which one a municipality may get; what it has already it keeps."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.text import slugify
from django.utils.translation import gettext as _

from . import name_rules
from .types import PlanRow

NONE: Final = "geen"
"""What addresses call having no plan: no plan has this key."""
LONGEST_NAME: Final = 40
LONGEST_DESCRIPTION: Final = 200


def refusals(key: str, plans: Mapping[str, PlanRow]) -> list[str]:
    """Say why a municipality that has not got a plan yet may not get it; nothing when it may, or wants none."""
    if not key:
        return []
    plan = plans.get(key)
    if plan is None:
        return [_("Kies een plan uit de lijst.")]
    return [] if plan.is_open else [closed(plan.name)]


def closed(name: str) -> str:
    """Say that nobody can get a plan any more."""
    return _("Het plan “%(plan)s” is gesloten voor nieuwe gemeenten. Kies een ander plan.") % {"plan": name}


def name_refusals(name: str, others: Iterable[PlanRow]) -> list[str]:
    """Say what is wrong with the name of a plan."""
    if not name:
        return [_("Vul de naam van het plan in.")]
    if name_rules.has_controls(name):
        return [_("In de naam staat een onzichtbaar teken. Typ de naam opnieuw, zonder te plakken.")]
    if len(name) > LONGEST_NAME:
        return [_("Gebruik ten hoogste %(longest)d tekens.") % {"longest": LONGEST_NAME}]
    same = next((each.name for each in others if each.name.casefold() == name.casefold()), None)
    if same:
        return [_("Er is al een plan “%(other)s”. Kies een andere naam.") % {"other": same}]
    return []


def key_refusals(name: str, taken: Iterable[str]) -> list[str]:
    """Say why no key can be made of the name of a new plan."""
    key = key_of(name)
    if key and key != NONE and key not in taken:
        return []
    return [
        _("Deze naam lijkt te veel op die van een ander plan, of heeft te weinig letters. Kies een andere.")
    ]


def description_refusals(text: str) -> list[str]:
    """Say what is wrong with the explanation of a plan."""
    if name_rules.has_controls(text):
        return [_("In de uitleg staat een onzichtbaar teken. Schrijf de uitleg op één regel.")]
    if len(text) > LONGEST_DESCRIPTION:
        return [_("Gebruik ten hoogste %(longest)d tekens.") % {"longest": LONGEST_DESCRIPTION}]
    return []


def key_of(name: str) -> str:
    """Make the key of a new plan out of its name."""
    return slugify(name)[:LONGEST_NAME].strip("-_")
