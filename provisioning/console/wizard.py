"""The steps in which a municipality is asked for, and in which of them somebody is (C-020)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the wizard."""

    key: str
    """Its place in the address."""
    title: str | Promise
    fields: tuple[str, ...] = ()


LOOK: Final = (
    "theme",
    *("way", "primary", "accent", "font", "radius"),
    *("file", "choice", "upload", "upload_name"),
    *("ground", "holder", "reference", "open_licence", "stated_by"),
)
CHECK: Final = Step("nakijken", _("Nakijken en openen"))
STEPS: Final = (
    Step("gemeente", _("Gemeente"), ("kind", "cbs_code", "name", "plan", "suggested_name")),
    Step("webadres", _("Webadres"), ("host", "own_hosts")),
    Step("profiel", _("Systemen"), ("profile",)),
    Step("thema", _("Thema"), LOOK),
    Step("onderdelen", _("Onderdelen"), ("features",)),
    Step("beheerder", _("Eerste beheerder"), ("administrator",)),
    CHECK,
)
FIRST: Final = STEPS[0]


def find(key: str) -> Step | None:
    """Find a step by its place in the address."""
    return next((step for step in STEPS if step.key == key), None)


def after(step: Step) -> Step:
    """Answer the next step."""
    return STEPS[min(number(step), len(STEPS) - 1)]


def before(step: Step) -> Step | None:
    """Answer the step before, unless this is the first."""
    return STEPS[number(step) - 2] if step is not FIRST else None


def number(step: Step) -> int:
    """Count from one."""
    return STEPS.index(step) + 1


def is_filled(step: Step, values: Mapping[str, Any]) -> bool:
    """Tell whether a step was passed; not whether what was filled in is right."""
    return bool(step.fields) and step.fields[0] in values


def place(values: Mapping[str, Any]) -> Step:
    """Answer where somebody goes on: at the first step that was not passed."""
    return next((step for step in STEPS if not is_filled(step, values)), CHECK)
