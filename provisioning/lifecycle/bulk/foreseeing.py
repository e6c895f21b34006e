"""Tell what one change would come to at each of many municipalities, in a handful of queries however many they are.

Judged by the rules that judge it in earnest (`operations.refusing`), over what is read once for all of them. Nothing is
locked or written: who asks in earnest a moment later is judged anew.
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from provisioning.lifecycle.known import Known, known
from provisioning.lifecycle.models import UNFINISHED_STATES, Operation
from provisioning.lifecycle.operations import refusing
from provisioning.lifecycle.operations.refusing import Reasons
from provisioning.lifecycle.types import OperationKind
from tenants.models import FeatureSwitch, Tenant
from tenants.types import Notice

from . import kinds
from .kinds import Parameters
from .types import BulkKind, Foreseen, Outcome


@dataclass(frozen=True, slots=True)
class Facts:
    """What has to be known of all of them."""

    on: Mapping[int, Set[str]]
    """Features that are on, by the row of the municipality."""
    unfinished: Mapping[uuid.UUID, Sequence[str]]
    """States of operations that are not finished."""
    known: Known
    now: datetime.datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """One change at one municipality."""

    tenant: Tenant
    parameters: Parameters
    why: str
    facts: Facts

    @property
    def starts_at(self) -> datetime.datetime | None:
        """Answer when a maintenance begins; None for at once."""
        told = self.parameters.get("starts_at")
        return datetime.datetime.fromisoformat(told) if told else None

    @property
    def is_later(self) -> bool:
        """Tell whether it is planned, so that nothing stands in its way now."""
        return bool(self.starts_at and self.starts_at > self.facts.now)


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind is judged."""

    becomes: OperationKind
    refusals: Callable[[Asked], Reasons]
    is_so: Callable[[Asked], bool] = lambda asked: False
    """What asking in earnest would find to be so already."""


def foresee(kind: BulkKind, tenants: Sequence[Tenant], why: str, parameters: Parameters) -> list[Foreseen]:
    """Tell what would become of it at each."""
    facts = _facts(tenants)
    return [_foreseen(kind, Asked(tenant, parameters, why, facts)) for tenant in tenants]


def _foreseen(kind: BulkKind, asked: Asked) -> Foreseen:
    tenant, rule = asked.tenant, RULES[kind]
    reasons: Reasons = {}
    if kinds.KINDS[kind].is_so(tenant, asked.parameters):
        return Foreseen(tenant.uuid, tenant.name, Outcome.UNCHANGED, reasons)
    reasons = rule.refusals(asked)
    if not reasons and rule.is_so(asked):
        return Foreseen(tenant.uuid, tenant.name, Outcome.UNCHANGED, reasons)
    if not reasons and not asked.is_later:
        reasons = refusing.busy(rule.becomes, asked.facts.unfinished.get(tenant.uuid, ()))
    return Foreseen(tenant.uuid, tenant.name, Outcome.REFUSED if reasons else Outcome.DONE, reasons)


def _facts(tenants: Sequence[Tenant]) -> Facts:
    on: dict[int, set[str]] = defaultdict(set)
    switches = FeatureSwitch.objects.filter(tenant__in=[each.pk for each in tenants], is_on=True)
    for tenant, feature in switches.values_list("tenant_id", "feature"):
        on[tenant].add(feature)
    unfinished: dict[uuid.UUID, list[str]] = defaultdict(list)
    found = Operation.objects.filter(tenant__in=[each.uuid for each in tenants], state__in=UNFINISHED_STATES)
    for identity, state in found.values_list("tenant", "state"):
        if identity:
            unfinished[identity].append(state)
    return Facts(on, unfinished, known(), timezone.now())


def _maintenance(asked: Asked) -> Reasons:
    notice = Notice.of(asked.parameters["notice"])
    return refusing.maintenance(asked.tenant, notice, asked.starts_at, asked.facts.now)


def _switch(asked: Asked) -> Reasons:
    wanted = asked.parameters
    is_on = asked.facts.on.get(asked.tenant.pk, frozenset())
    return refusing.switch(wanted["feature"], on=wanted["on"], is_on=is_on)


def _is_switched(asked: Asked) -> bool:
    is_on = asked.parameters["feature"] in asked.facts.on.get(asked.tenant.pk, frozenset())
    return is_on is bool(asked.parameters["on"])


def _theme(asked: Asked) -> Reasons:
    changes = {"theme": asked.parameters["theme"].strip()}
    return refusing.settings(asked.tenant, changes, asked.facts.known)


RULES: Final = {
    BulkKind.SUSPEND: Rule(OperationKind.SUSPEND, lambda asked: refusing.suspension(asked.tenant, asked.why)),
    BulkKind.RESUME: Rule(OperationKind.RESUME, lambda asked: refusing.resumption(asked.tenant)),
    BulkKind.MAINTENANCE: Rule(OperationKind.MAINTENANCE, _maintenance),
    BulkKind.SWITCH_FEATURE: Rule(OperationKind.SWITCH_FEATURE, _switch, _is_switched),
    BulkKind.CHANGE_THEME: Rule(OperationKind.CHANGE_SETTINGS, _theme),
}
