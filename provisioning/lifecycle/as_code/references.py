"""Look up what a file refers to: `value_from: {env: NAME}`, as django-setup-configuration has it.

Only names that begin with `TENANT_` are looked up, so that no file can carry a secret of the platform away, and only
where somebody runs a command: a process that serves pages has no environment of the person who asks.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from tenants import registers
from tenants.registers import Hidden

from .types import Document, Refusal

KEYWORD: Final = "value_from"
NAME: Final = re.compile(r"TENANT_[A-Z0-9_]{1,100}")
type Environment = Mapping[str, str] | None
"""None: there is none to look in."""


def resolved(document: Document, environment: Environment) -> tuple[dict[str, Any], list[Refusal]]:
    """Answer the file with texts in the place of what refers to them, and what cannot be found."""
    refusals: list[Refusal] = []

    def refuse(place: str, text: str) -> None:
        refusals.append(Refusal(document.line(place), place, text))

    found = {key: _walk(value, key, environment, refuse) for key, value in document.told.items()}
    return found, refusals


def _walk(value: Any, place: str, environment: Environment, refuse: Callable[[str, str], None]) -> Any:
    if isinstance(value, dict):
        if KEYWORD in value:
            return _found(value, place, environment, refuse)
        return {key: _walk(each, f"{place}.{key}", environment, refuse) for key, each in value.items()}
    if isinstance(value, list):
        return [_walk(each, f"{place}.{at}", environment, refuse) for at, each in enumerate(value, start=1)]
    return value


def _found(
    value: Mapping[str, Any], place: str, environment: Environment, refuse: Callable[[str, str], None]
) -> Any:
    told, is_secret = value[KEYWORD], _is_secret(place)
    reason = _malformed(value, told, is_secret)
    if reason:
        refuse(place, reason)
        return {} if is_secret else ""
    name = told["env"]
    if environment is None:
        if not is_secret:
            refuse(place, _("%s is hier niet bekend. Gebruik de opdracht apply_config.") % name)
        return {"env": name} if is_secret else ""
    if name not in environment and "default" not in told:
        refuse(place, _("%s staat niet in de omgeving.") % name)
        return {} if is_secret else ""
    text = environment.get(name, told.get("default", ""))
    return Hidden(text, name) if is_secret else text


def _malformed(value: Mapping[str, Any], told: Any, is_secret: bool) -> str:
    if len(value) != 1 or not isinstance(told, dict) or not {"env"} <= told.keys() <= {"env", "default"}:
        return _("Schrijf: value_from: {env: TENANT_…}.")
    if not isinstance(told["env"], str) or not NAME.fullmatch(told["env"]):
        return _("Een naam in de omgeving begint met TENANT_, met hoofdletters, cijfers en _.")
    if "default" in told and is_secret:
        return _("Een geheim hoort niet in het bestand, ook niet als default.")
    if not isinstance(told.get("default", ""), str):
        return _("Hier hoort tekst.")
    return ""


def _is_secret(place: str) -> bool:
    section, _dot, rest = place.partition(".")
    if section not in registers.sections:
        return False
    pattern = registers.sections.get(section).secrets
    return bool(pattern and re.fullmatch(pattern, rest))
