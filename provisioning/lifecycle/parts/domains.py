"""On which host names a municipality answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from provisioning.lifecycle.models import UNFINISHED_STATES, Operation
from tenants import audit
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
    wanted = {each["host"]: each["primary"] for each in value}
    ours = Domain.objects.filter(tenant=row)
    ours.exclude(domain__in=wanted).delete()
    there = set(ours.values_list("domain", flat=True))
    Domain.objects.bulk_create(
        Domain(tenant=row, domain=host, is_primary=False) for host in wanted if host not in there
    )
    for host, is_primary in wanted.items():
        ours.filter(domain=host).exclude(is_primary=is_primary).update(is_primary=is_primary)
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
    """Say which host names are somebody else's by now."""
    hosts = _hosts(value)
    taken = set(
        Domain.objects.exclude(tenant__uuid=tenant.uuid)
        .filter(domain__in=hosts)
        .values_list("domain", flat=True)
    )
    claims = Operation.objects.filter(state__in=UNFINISHED_STATES, claimed_host__in=hosts)
    taken |= set(claims.exclude(tenant=tenant.uuid).values_list("claimed_host", flat=True))
    return [_("Het webadres %s is nu van een andere gemeente.") % host for host in sorted(taken)]


def _hosts(value: Hosts | None) -> set[str]:
    return {each["host"] for each in value or ()}


def _primary(value: Hosts | None) -> str:
    return next((each["host"] for each in value or () if each["primary"]), "")


PART = Part("tenancy", "domains", "Webadressen", Side.PUBLIC, read, write, describe, refusals)
