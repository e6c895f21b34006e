"""Put acts into words. An act that no feature has a text for is shown by its name, never left out."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from integrations.connections import queries as connections
from tenants import audit, registers
from tenants.audit import wording
from tenants.models import OperatorRecord

from . import queries
from .types import Line

HIDDEN = "•••"
PERSONAL = frozenset({"administrator", "email"})
"""Details with somebody's address: not for viewers (C-002)."""


def lines(
    records: Iterable[OperatorRecord], *, personal: bool, names: Mapping[Any, str] | None = None
) -> list[Line]:
    """Put acts into words.

    :param personal: whether network addresses and addresses of people are shown.
    :param names: of municipalities, for who knows them; else they are looked up.
    """
    acts = list(records)
    names = queries.tenant_names(acts) if names is None else names
    return [_line(act, names, personal=personal) for act in acts]


def actions() -> list[tuple[str, str]]:
    """List the acts that can be looked for, with their words, in alphabetical order."""
    entries = (
        (text.action, wording.plain(str(text.text))) for text in registers.audit_texts if text.by_operators
    )
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
        details=_details(act, personal=personal),
        number=act.pk,
        action=act.action,
        mark=queries.mark_of(act.actor) if act.actor else "",
        operation=_operation(act),
    )


def _operation(act: OperatorRecord) -> str:
    """Answer the operation that an act belongs to, if it names one."""
    try:
        return str(uuid.UUID(str((act.details or {}).get("operation", ""))))
    except ValueError:
        return ""


def people() -> list[tuple[str, str]]:
    """List who can be looked for: a mark that may stand in an address, and what they are called."""
    named = [(queries.mark_of(actor), _called(actor)) for actor in queries.actors()]
    return sorted(named, key=lambda entry: entry[1].lower())


def _called(actor: str) -> str:
    return _("Het platform") if actor == audit.SYSTEM.name else actor


def _words(act: OperatorRecord, names: Mapping[Any, str]) -> str:
    if act.action not in registers.audit_texts:
        return f"{act.action} {act.target}".strip()
    text = str(registers.audit_texts.get(act.action).text)
    return wording.fill(text, actor=_actor(act), target=_target(act, names))


def _target(act: OperatorRecord, names: Mapping[Any, str]) -> str:
    return _name_of(wording.target(act.action, act.target)) or names.get(act.tenant, "")


def _actor(act: OperatorRecord) -> str:
    if act.actor_kind == "system":
        return _("Het platform")
    return act.actor or _("Onbekend")


def _details(act: OperatorRecord, *, personal: bool) -> dict[str, str]:
    """Put reason, changes and details into words, addresses of people only for whom they are meant."""

    def shown(values: Mapping[str, Any] | None) -> dict[str, Any]:
        hidden = {} if personal else {name: HIDDEN for name in PERSONAL if name in (values or {})}
        return {**(values or {}), **hidden}

    return {
        **({_("reden"): act.why} if act.why else {}),
        **wording.changes(shown(act.before), shown(act.after), _name_of),
        **wording.details(shown(_without_operation(act)), _name_of),
    }


def _without_operation(act: OperatorRecord) -> dict[str, Any]:
    """Leave out what a link says better: the number of an operation."""
    left_out = {"operation"} if _operation(act) else set()
    return {name: value for name, value in (act.details or {}).items() if name not in left_out}


def _name_of(key: str) -> str:
    """Name a feature or a system by the word that people know it by; anything else names itself."""
    if key in registers.features:
        return registers.features.get(key).name
    return connections.title_of(key)
