"""Put acts into words. An act that no feature has a text for is shown by its name, never left out."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from integrations.connections import queries as connections
from tenants import registers
from tenants.audit import wording
from tenants.audit.models import AuditRecord

from . import queries
from .types import PLATFORM, Line


def lines(records: Iterable[AuditRecord]) -> list[Line]:
    """Put acts into words."""
    acts = list(records)
    names, seal = queries.names(acts), queries.last_seal()
    return [_line(act, names, upto=seal.upto if seal else 0) for act in acts]


def actions() -> list[tuple[str, str]]:
    """List the acts that can be looked for, with their words, in alphabetical order."""
    entries = ((text.action, wording.plain(str(text.text))) for text in registers.audit_texts)
    return sorted(entries, key=lambda entry: entry[1].lower())


def _line(act: AuditRecord, names: Mapping[str, str], *, upto: int) -> Line:
    actor = _actor(act, names)
    return Line(
        number=act.pk,
        recorded_at=act.recorded_at,
        text=_text(act, actor, names.get(act.target) or _name_of(wording.target(act.action, act.target))),
        actor=actor,
        is_of_platform=act.actor_kind in queries.OF_PLATFORM,
        origin=act.origin,
        action=act.action,
        mark=PLATFORM if act.actor_kind in queries.OF_PLATFORM else _colleague(act, names),
        outcome=act.outcome,
        is_sealed=act.pk <= upto,
        details={
            **({_("reden"): act.why} if act.why else {}),
            **wording.changes(act.before, act.after, _name_of),
            **wording.details(act.details, _name_of),
        },
    )


def _colleague(act: AuditRecord, names: Mapping[str, str]) -> str:
    """Answer the number of a colleague who can be followed; visitors are not."""
    return act.actor if act.actor_kind == "staff" and act.actor in names else ""


def _text(act: AuditRecord, actor: str, target: str) -> str:
    if act.action not in registers.audit_texts:
        return f"{act.action} {target}".strip()
    text = str(registers.audit_texts.get(act.action).text)
    filled = wording.fill(text, actor=actor, target=target)
    return filled.strip().removesuffix(":")


def _actor(act: AuditRecord, names: Mapping[str, str]) -> str:
    if act.actor_kind == "system":
        return _("Het platform")
    if act.actor_kind == "operator":
        return act.actor or _("Beheerder van het platform")
    return names.get(act.actor) or (_("Iemand die niet meer bestaat") if act.actor else _("Onbekend"))


def _name_of(key: str) -> str:
    if key in registers.features:
        return registers.features.get(key).name
    return connections.title_of(key)
