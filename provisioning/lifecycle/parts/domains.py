"""On which host names a municipality answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from provisioning.lifecycle import resting
from provisioning.lifecycle.models import UNFINISHED_STATES, Operation
from tenants import audit, hosts
from tenants.audit import Actor
from tenants.configuration.describing import changed, quoted
from tenants.models import Domain, Tenant
from tenants.registers import Part, Side
from tenants.types import TenantRef

type Hosts = Sequence[Mapping[str, Any]]


def read(tenant: TenantRef) -> list[dict[str, Any]]:
    """List the host names, and which of them is the primary one."""
    found = Domain.objects.filter(tenant__uuid=tenant.uuid).order_by("domain")
    return [{"host": domain.domain, "primary": domain.is_primary} for domain in found]


def write(tenant: TenantRef, value: Hosts, *, by: Actor, why: str) -> None:
    """Take away what is not among them, add what is missing, and make the primary one primary."""
    before, row = read(tenant), Tenant.objects.get(uuid=tenant.uuid)
    wanted = _hosts(value)
    ours = {domain.domain: domain for domain in Domain.objects.filter(tenant=row)}
    for host in sorted(wanted - set(ours)):
        resting.take_back(host, row.uuid)
        Domain.objects.create(tenant=row, domain=host, is_primary=False)
    Domain.objects.filter(tenant=row).exclude(domain=_primary(value)).update(is_primary=False)
    Domain.objects.filter(tenant=row, domain=_primary(value)).update(is_primary=True)
    for host in sorted(set(ours) - wanted):
        resting.release(ours[host])
    audit.record(
        "tenant.settings_changed",
        by=by,
        tenant=tenant.uuid,
        target="domains",
        why=why,
        before={"domains": before},
        after={"domains": list(value)},
    )


def describe(before: Hosts | None, after: Hosts | None) -> Iterable[str]:
    """Name what came and what went, and the primary one when that is another."""
    old, new = _hosts(before), _hosts(after)
    for host in sorted(old ^ new):
        yield changed(_("Webadres %s") % host, *((_("nee"), _("ja")) if host in new else (_("ja"), _("nee"))))
    if _primary(before) != _primary(after):
        yield changed(_("Hoofdadres"), quoted(_primary(before)), quoted(_primary(after)))


def refusals(tenant: TenantRef, value: Hosts) -> list[str]:
    """Say which host names are somebody else's by now, and which must be proven anew."""
    wanted = _hosts(value)
    ours = dict(Domain.objects.filter(tenant__uuid=tenant.uuid).values_list("domain", "proven_at"))
    others = Domain.objects.exclude(tenant__uuid=tenant.uuid).filter(domain__in=wanted)
    claims = Operation.objects.filter(state__in=UNFINISHED_STATES, claimed_host__in=wanted)
    taken = {
        *others.values_list("domain", flat=True),
        *claims.exclude(tenant=tenant.uuid).values_list("claimed_host", flat=True),
        *(host for host, had in resting.hosts().items() if host in wanted and had != tenant.uuid),
    }
    away = {host for host in wanted - set(ours) - taken if not hosts.is_of_platform(host)}
    unproven = {_primary(value)} & {host for host, proven in ours.items() if proven is None}
    return [
        *(_("Het webadres %s is nu van een andere gemeente.") % host for host in sorted(taken)),
        *(
            _("Het webadres %s moet eerst opnieuw worden toegevoegd en bewezen.") % host
            for host in sorted(away | unproven)
        ),
    ]


def _hosts(value: Hosts | None) -> set[str]:
    return {each["host"] for each in value or ()}


def _primary(value: Hosts | None) -> str:
    return next((each["host"] for each in value or () if each["primary"]), "")


PART = Part("tenancy", "domains", "Webadressen", Side.PUBLIC, read, write, describe, refusals)
