"""What the rules have to know: what is taken, and what there is to choose from."""

import uuid
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from django.conf import settings

from tenants import registers
from tenants.models import Domain, Tenant
from tenants.registers import Feature
from tenants.types import Kind
from themes import queries as themes
from themes.styles import queries as styles

from . import plans, resting, spares
from .models import UNFINISHED_STATES, Operation
from .types import UNSEEN, PlanRow


@dataclass(frozen=True, slots=True)
class Known:
    """Facts, gathered in a handful of queries."""

    names: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    """Of tenants, and claimed by unfinished operations."""
    cbs_codes: Mapping[str, str] = field(default_factory=dict)
    """Of production tenants, with their names."""
    themes: Mapping[str, uuid.UUID | None] = field(default_factory=dict)
    """Those that can be had, with the only municipality that may; None is everybody."""
    archived_themes: Set[str] = frozenset()
    """Those among them that nobody can choose any more; who has one keeps it."""
    plans: Mapping[str, PlanRow] = field(default_factory=dict)
    features: Mapping[str, Feature] = field(default_factory=dict)
    portal_domains: tuple[str, ...] = ()
    platform_hosts: tuple[str, ...] = ()
    """Host names of the platform itself."""
    resting: Mapping[str, uuid.UUID] = field(default_factory=dict)
    """Hosts that were given up lately, with the tenant that had them."""

    def feature_name(self, key: str) -> str:
        """Name a feature for people."""
        return self.features[key].name if key in self.features else key

    def missing_for(self, feature: Feature, chosen: set[str]) -> list[str]:
        """List what a feature needs and neither was chosen nor is part of every portal."""
        return [
            key
            for key in feature.needs
            if key not in chosen and (key not in self.features or self.features[key].switchable)
        ]


def known() -> Known:
    """Gather what is known now."""
    named = Tenant.objects.exclude(spares.NOBODYS)
    tenants = list(named.values_list("name", "kind", "cbs_code"))
    unfinished = Operation.objects.filter(state__in=UNFINISHED_STATES).exclude(kind__in=UNSEEN)
    said = ("parameters__name", "claimed_host", "claimed_cbs_code", "parameters__own_hosts")
    told = list(unfinished.values_list(*said, "parameters__changes__name"))
    claims = [row[:4] for row in told]
    hosts = [
        *Domain.objects.values_list("domain", flat=True),
        *(host for _name, host, _code, _own in claims if host),
        *(host for _name, _host, _code, own in claims for host in own or ()),
    ]
    names = [
        *(name for name, _kind, _code in tenants),
        *(name for name, _host, _code, _own in claims if name),
        *(renamed for *_claim, renamed in told if renamed),
    ]
    codes = {code: name for name, kind, code in tenants if kind == Kind.PRODUCTION and code}
    codes |= {code: name for name, _host, code, _own in claims if code}
    return Known(
        names=tuple(dict.fromkeys(names)),
        hosts=tuple(dict.fromkeys(hosts)),
        cbs_codes=codes,
        themes=themes.owners(),
        archived_themes=styles.archived(),
        plans=plans.by_key(),
        features=features(),
        portal_domains=tuple(settings.PORTAL_DOMAINS),
        platform_hosts=tuple(dict.fromkeys([settings.CONSOLE_HOST, *settings.INTERNAL_HOSTS])),
        resting=resting.hosts(),
    )


def features() -> dict[str, Feature]:
    """List the registered features by key."""
    return {feature.key: feature for feature in registers.features}
