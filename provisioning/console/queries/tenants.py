"""The list of municipalities, and one of them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from integrations.connections import queries as connections
from integrations.connections.health import texts as health
from integrations.connections.health.queries import host_certificates
from integrations.connections.health.types import HOSTS_TOPIC, WORST_FIRST
from integrations.connections.health.types import TOPIC as HEALTH
from provisioning.console.queries.board import BADGES
from provisioning.console.queries.hosts import Shown, certificates
from provisioning.lifecycle import municipalities, plan_rules, spares
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import Municipality, OperationState
from tenants.models import Domain, Insight, Plan, Tenant
from tenants.types import State
from themes import queries as themes
from themes.types import Theme

PER_PAGE = 50
WELL = 9
"""The rank of a municipality without trouble: behind all others."""
UNSEEN = (State.DELETED.value, State.SPARE.value)
"""States of what is no municipality: no longer, or not yet."""
NOBODY = Q(state=State.DELETED.value) | spares.NOBODYS
ACTIVITY = "activity"
ORDERS: Mapping[str, Sequence[Any]] = {
    "": (),
    "naam": (Upper("name"),),
    "plan": (Upper("plan__name").asc(nulls_last=True),),
}
"""What comes before the trouble in the order of the list."""
FAILING = Func(
    "data",
    Value('$.connections.*.state ? (@ == "failing")'),
    function="jsonb_path_exists",
    template="%(function)s(%(expressions)s::jsonpath)",
    output_field=BooleanField(),
)
"""Whether the last look at a municipality's connections found one that does not work."""
NEAR = timedelta(days=7)
"""Before the end of a certificate: from then on it is trouble of today."""


def ending(now: datetime) -> Func:
    """Ask whether the last look at a municipality's own hosts found a certificate that is not good, or not for long.

    Moments are kept in one form of UTC, so that their texts stand in the order of time.
    """
    at = (now + NEAR).astimezone(UTC).isoformat()
    return Func(
        "data",
        Value(f'$.hosts.* ? (@.wrong != "" || @.until <= "{at}")'),
        function="jsonb_path_exists",
        template="%(function)s(%(expressions)s::jsonpath)",
        output_field=BooleanField(),
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """Which municipalities to list; empty means all."""

    q: str = ""
    state: str = ""
    kind: str = ""
    trouble: bool = False
    plan: str = ""
    """The key of a plan, or `plan_rules.NONE` for those without one."""
    order: str = ""
    """One of `ORDERS`."""

    @property
    def any(self) -> bool:
        """Tell whether something is left out, or stands in another order."""
        return bool(self.q or self.state or self.kind or self.trouble or self.plan or self.order)


@dataclass(frozen=True, slots=True)
class Worst:
    """The state of a connection, in a word and a kind of badge."""

    word: Promise
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """A municipality as the screens show it."""

    uuid: uuid.UUID
    name: str
    state: str
    kind: str
    cbs_code: str
    plan: Plan | None
    host: str
    hosts: tuple[str, ...]
    theme: Theme | None
    theme_key: str
    created_at: datetime
    last_activity: datetime | None
    troubles: tuple[str, ...]
    municipality: Municipality | None
    """What the register of the CBS says of it."""
    worst: Worst | None
    """How the worst of its connections is doing; None where it has none."""
    certificates: Mapping[int, Shown]
    """What visitors of its own hosts get, by row of the host."""

    @property
    def serves(self) -> bool:
        """Tell whether its portal answers."""
        return self.state in {State.LIVE.value, State.TRIAL.value}


def page(filters: Filters, number: str | int = 1) -> "Page[Any]":
    """Answer one page of the list, trouble first unless another order is wanted."""
    return Paginator(_listed(filters), PER_PAGE).get_page(number)


def rows(tenants: "Page[Any]") -> list[Row]:
    """Make the rows of a page."""
    found = list(tenants)
    parts = _parts_of([tenant.pk for tenant in found])
    return [_row(tenant, parts[tenant.pk]) for tenant in found]


def row(identity: uuid.UUID) -> Row:
    """Answer one municipality.

    :raises Tenant.DoesNotExist: when there is none.
    """
    tenant = _with_trouble(_with_plan()).exclude(spares.NOBODYS).get(uuid=identity)
    return _row(tenant, _parts_of([tenant.pk])[tenant.pk])


def number() -> int:
    """Count all municipalities."""
    return int(Tenant.objects.exclude(NOBODY).count())


def identities(words: str) -> frozenset[uuid.UUID]:
    """Find the municipalities with these words in name, host or CBS code, also those that are gone."""
    found = Tenant.objects.exclude(spares.NOBODYS).filter(_matches(words))
    return frozenset(found.values_list("uuid", flat=True))


def _listed(filters: Filters) -> Any:
    found = _with_trouble(_with_plan()).exclude(NOBODY)
    if filters.q:
        found = found.filter(_matches(filters.q))
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.trouble:
        found = found.filter(rank__lt=WELL)
    if filters.plan:
        found = found.filter(plan=None if filters.plan == plan_rules.NONE else filters.plan)
    return found.order_by(*ORDERS[filters.order], "rank", Upper("name"), "pk")


def _matches(words: str) -> Q:
    hosts = Domain.objects.filter(tenant=OuterRef("pk"), domain__icontains=words)
    return Q(name__icontains=words) | Q(cbs_code__startswith=words) | Q(Exists(hosts))


def _with_plan() -> Any:
    return Tenant.objects.select_related("plan")


@dataclass(slots=True)
class _Parts:
    """What belongs to a municipality, as values: objects of some hundred rows are a sixth of what the list costs."""

    hosts: list[str] = field(default_factory=list)
    insights: dict[str, Any] = field(default_factory=dict)


def _parts_of(tenants: Sequence[int]) -> Mapping[int, _Parts]:
    """Look up what belongs to municipalities: their hosts, the primary one first, and what is told of their insides."""
    found = {key: _Parts() for key in tenants}
    hosts = Domain.objects.filter(tenant__in=tenants).order_by("-is_primary", "domain")
    for key, host in hosts.values_list("tenant_id", "domain"):
        found[key].hosts.append(host)
    told = Insight.objects.filter(tenant__in=tenants, topic__in=[ACTIVITY, HEALTH, HOSTS_TOPIC])
    for key, topic, data in told.values_list("tenant_id", "topic", "data"):
        found[key].insights[topic] = data
    return found


def _with_trouble(found: Any) -> Any:
    failed = Operation.objects.filter(tenant=OuterRef("uuid"), state=OperationState.FAILED.value)
    broken = Insight.objects.filter(connections.BROKEN, tenant=OuterRef("pk"))
    failing = Insight.objects.alias(fails=FAILING).filter(topic=HEALTH, fails=True, tenant=OuterRef("pk"))
    endings = Insight.objects.alias(ends=ending(timezone.now())).filter(
        topic=HOSTS_TOPIC, ends=True, tenant=OuterRef("pk")
    )
    return found.annotate(
        operation_failed=Exists(failed),
        connection_failed=Exists(broken),
        connection_failing=Exists(failing),
        certificate_ends=Exists(endings),
    ).annotate(
        rank=Case(
            When(operation_failed=True, then=Value(1)),
            When(state=State.SUSPENDED.value, then=Value(2)),
            When(
                Q(connection_failed=True) | Q(connection_failing=True) | Q(certificate_ends=True),
                then=Value(3),
            ),
            When(state=State.MAINTENANCE.value, then=Value(4)),
            default=Value(WELL),
            output_field=IntegerField(),
        ),
    )


def _row(tenant: Any, parts: _Parts) -> Row:
    insights = parts.insights
    return Row(
        uuid=tenant.uuid,
        name=tenant.name,
        state=tenant.state,
        kind=tenant.kind,
        cbs_code=tenant.cbs_code,
        plan=tenant.plan,
        host=parts.hosts[0] if parts.hosts else "",
        hosts=tuple(parts.hosts),
        theme=_theme(tenant.theme),
        theme_key=tenant.theme,
        created_at=tenant.created_at,
        last_activity=parse_datetime(str(insights.get(ACTIVITY, {}).get("last_activity") or "")),
        troubles=_troubles(tenant),
        municipality=municipalities.by_code(tenant.cbs_code) if tenant.cbs_code else None,
        worst=_worst(insights.get(HEALTH, {}).get("connections", {})),
        certificates=certificates(host_certificates(insights.get(HOSTS_TOPIC, {}))),
    )


def _worst(connections: Mapping[str, Any]) -> Worst | None:
    states = {str(each.get("state")) for each in connections.values()}
    found = next((state for state in WORST_FIRST if state.value in states), None)
    return Worst(health.STATES[found], BADGES[found]) if found else None


def _troubles(tenant: Any) -> tuple[str, ...]:
    found = (
        (tenant.operation_failed, _("Een opdracht is mislukt")),
        (tenant.connection_failed or tenant.connection_failing, _("Een koppeling werkt niet")),
        (tenant.certificate_ends, _("Het certificaat van een webadres is verlopen of verloopt bijna")),
    )
    return tuple(text for wrong, text in found if wrong)


def _theme(key: str) -> Theme | None:
    try:
        return themes.get(key)
    except themes.UnknownThemeError:
        return None
