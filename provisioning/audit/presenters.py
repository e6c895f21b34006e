"""Put acts into words. An act that no feature has a text for is shown by its name, never left out."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.connections.types import NAMES
from tenants import registers
from tenants.models import OperatorRecord

from . import queries
from .types import Line

SYSTEMS = {system.value: name for system, name in NAMES.items()}
HIDDEN = "•••"
PERSONAL = frozenset({"administrator", "email"})
"""Details with somebody's address: not for viewers (C-002)."""
LABELS = {
    "administrator": gettext_lazy("eerste beheerder"),
    "address": gettext_lazy("adres"),
    "cbs_code": gettext_lazy("CBS-code"),
    "attempt": gettext_lazy("poging"),
    "factor": gettext_lazy("tweede factor"),
    "finding": gettext_lazy("uitkomst"),
    "fingerprint": gettext_lazy("herkenningscode"),
    "features": gettext_lazy("onderdelen"),
    "host": gettext_lazy("webadres"),
    "kind": gettext_lazy("soort"),
    "name": gettext_lazy("naam"),
    "locked": gettext_lazy("geblokkeerd"),
    "number": gettext_lazy("aantal"),
    "operation": gettext_lazy("opdracht"),
    "reason": gettext_lazy("reden"),
    "role": gettext_lazy("rol"),
    "secret_changed": gettext_lazy("geheim vervangen"),
    "step": gettext_lazy("stap"),
    "theme": gettext_lazy("thema"),
}


WORDS = {
    "kind": {"production": gettext_lazy("productie"), "sandbox": gettext_lazy("proef")},
    "role": {
        "viewer": gettext_lazy("kijker"),
        "operator": gettext_lazy("beheerder"),
        "owner": gettext_lazy("eigenaar"),
    },
    "factor": {"code": gettext_lazy("code van de telefoon"), "recovery code": gettext_lazy("herstelcode")},
    "step": {
        "password": gettext_lazy("wachtwoord"),
        "code": gettext_lazy("code"),
        "password again": gettext_lazy("wachtwoord, opnieuw gevraagd"),
    },
}
"""Words for values that come from a short list."""


def lines(records: Iterable[OperatorRecord], *, personal: bool) -> list[Line]:
    """Put acts into words.

    :param personal: whether network addresses and addresses of people are shown.
    """
    acts = list(records)
    names = queries.tenant_names(acts)
    return [_line(act, names, personal=personal) for act in acts]


def actions() -> list[tuple[str, str]]:
    """List the acts that can be looked for, with their words, in alphabetical order."""
    entries = ((text.action, _plain(str(text.text))) for text in registers.audit_texts if text.by_operators)
    return sorted(entries, key=lambda entry: entry[1].lower())


def _line(act: OperatorRecord, names: Mapping[Any, str], *, personal: bool) -> Line:
    return Line(
        recorded_at=act.recorded_at,
        text=_words(act, names),
        actor=_actor(act),
        tenant=act.tenant,
        tenant_name=names.get(act.tenant, ""),
        outcome=act.outcome,
        origin=act.origin if personal or not act.origin else HIDDEN,
        details=_details(act.details, personal=personal),
    )


def _words(act: OperatorRecord, names: Mapping[Any, str]) -> str:
    if act.action not in registers.audit_texts:
        return f"{act.action} {act.target}".strip()
    text = str(registers.audit_texts.get(act.action).text)
    return text.replace("{actor}", _actor(act)).replace("{target}", _target(act, names))


def _target(act: OperatorRecord, names: Mapping[Any, str]) -> str:
    return _name_of(act.target) or names.get(act.tenant, "")


def _actor(act: OperatorRecord) -> str:
    if act.actor_kind == "system":
        return _("Het platform")
    return act.actor or _("Onbekend")


def _details(details: Mapping[str, Any], *, personal: bool) -> dict[str, str]:
    return {
        str(LABELS.get(name, name)): HIDDEN if name in PERSONAL and not personal else _value(name, value)
        for name, value in details.items()
        if value not in (None, "", [], {})
    }


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, list | tuple):
        return ", ".join(_name_of(str(one)) for one in value)
    return str(WORDS.get(name, {}).get(value, value))


def _name_of(key: str) -> str:
    """Name a feature or a system by the word that people know it by; anything else names itself."""
    if key in registers.features:
        return registers.features.get(key).name
    return str(SYSTEMS.get(key, key))


def _plain(text: str) -> str:
    """Take the placeholders out, for a list to choose from."""
    plain = " ".join(text.replace("{actor}", "").replace("{target}", "…").split()).strip(" :…")
    return plain[:1].upper() + plain[1:]
