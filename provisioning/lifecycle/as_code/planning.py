"""Say what a file would change, before anything is changed; and all that stands in the way, at once."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tenants import registers
from tenants.configuration import canonical
from tenants.models import Tenant
from tenants.registers import Section
from tenants.shapes import Problem
from tenants.types import Kind, State, TenantRef

from . import identity, judging, standing
from .judging import Judged
from .references import Environment
from .types import IDENTITY, Document, FileError, Plan, Refusal, SectionPlan

type Values = Mapping[str, Any]


def plan(
    tenant: Tenant, document: Document, *, environment: Environment = None, remove: Collection[str] = ()
) -> Plan:
    """Compare a file with its municipality.

    :param remove: keys of sections of which goes what the file does not name.
    :raises FileError: with all that stands in the way, each at its line.
    """
    judged = judging.judge(document, environment)
    refuse_strangers(judged, remove)
    judged.refuse(identity.mismatches(judged.identity, tenant))
    ref, now = tenant.ref(), standing.now(tenant.ref())
    judged.refuse(_unknown(judged, now.values))
    told = sealed(ref, judged)
    judged.refuse(problems(ref, now.values, told, remove))
    sections = [_section(ref, each, now.values, told[each.key], remove) for each in judged.sections()]
    return Plan(tuple(sections), told, tuple(sorted(remove)), now.release)


def plan_opening(document: Document, *, environment: Environment = None) -> Plan:
    """Say what a file would make of a municipality that is not there yet.

    :raises FileError: with all that stands in the way, each at its line.
    """
    judged = judging.judge(document, environment)
    opens = identity.opening({IDENTITY: judged.identity, **judged.told})
    ref, blank = _newcomer(opens.kind, opens.host, opens.name, opens.theme), _blank()
    blank |= {
        "name": opens.name,
        "theme": opens.theme,
        "plan": opens.plan,
        "features": sorted(opens.features),
    }
    blank["domains"] = [{"host": opens.host, "primary": True}]
    found = identity.opening_refusals(opens)
    judged.refuse([*found, *problems(ref, blank, judged.told, ())])
    sections = [_section(ref, each, blank, judged.told[each.key], ()) for each in judged.sections()]
    return Plan(tuple(sections), {}, opens=opens)


def sealed(ref: TenantRef, judged: Judged) -> dict[str, Any]:
    """Answer what a file says, with each secret sealed for the municipality."""
    return {section.key: section.seal(ref, judged.told[section.key]) for section in judged.sections()}


def wanted(ref: TenantRef, section: Section, now: Values, told: Any, *, remove: bool) -> Values:
    """Answer the values that a section asks for, as far as a file can bring them about."""
    return section.possible(now, told, section.mean(ref, now, told, remove))


def problems(ref: TenantRef, now: Values, told: Values, remove: Collection[str]) -> list[Problem]:
    """List what stands in the way of the values that are asked for."""
    found = []
    for section in registers.sections:
        if section.key in told:
            after = section.mean(ref, now, told[section.key], section.key in remove)
            for place, text in section.refusals(ref, now, told[section.key], after):
                found.append((f"{section.key}.{place}" if place else section.key, text))
    return found


def refuse_strangers(judged: Judged, remove: Collection[str]) -> None:
    """Refuse to remove what a file leaves out of a section that it has not.

    :raises FileError: naming them.
    """
    strangers = sorted(set(remove) - judged.told.keys())
    if strangers:
        text = _("Deze secties staan niet in het bestand: %s. Daarvan wordt niets verwijderd.")
        raise FileError([Refusal(1, "", text % ", ".join(strangers))])


def _section(
    ref: TenantRef, section: Section, now: Values, told: Any, remove: Collection[str]
) -> SectionPlan:
    is_removed = section.key in remove
    meant = section.mean(ref, now, told, is_removed)
    after = section.possible(now, told, meant)
    pruned = section.possible(now, told, section.mean(ref, now, told, True))
    old, new = section.names(now), section.names(after)
    return SectionPlan(
        key=section.key,
        title=section.title,
        lines=lines(section, now, after),
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(key for key in new if key in old and not canonical.same(old[key], new[key]))),
        removed=tuple(sorted(old.keys() - new.keys())),
        left=tuple(sorted(new.keys() - section.names(pruned).keys())),
        notes=lines(section, after, meant),
    )


def lines(section: Section, before: Values, after: Values) -> tuple[str, ...]:
    """Say what differs between two values, in lines for people."""
    found: list[str] = []
    for key in section.parts:
        old, new = before.get(key), after.get(key)
        if not canonical.same(old, new):
            found += registers.parts.get(key).describe(old, new)
    return tuple(found)


def _unknown(judged: Judged, now: Values) -> list[Problem]:
    text = _("Hoe dit nu is, is nog niet vastgelegd. Gebruik eerst de opdracht baseline_releases.")
    return [(each.key, text) for each in judged.sections() if any(part not in now for part in each.parts)]


def _blank() -> dict[str, Any]:
    return {part: value for section in registers.sections for part, value in section.blank.items()}


def _newcomer(kind: str, host: str, name: str, theme: str) -> TenantRef:
    """Make what the rules have to know of a municipality that is not there yet."""
    return TenantRef(
        uuid=uuid.uuid4(), schema_name="", name=name, state=State.DRAFT, kind=Kind(kind), site_pk=0, host=host,
        primary_host=host, theme=theme,
    )  # fmt: skip
