"""Which features are on."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from provisioning.lifecycle import feature_rules
from provisioning.lifecycle.known import features as registered
from tenants import features
from tenants.audit import Actor
from tenants.configuration.describing import changed
from tenants.models import FeatureSwitch, Tenant
from tenants.registers import Part, Side
from tenants.types import TenantRef


def read(tenant: TenantRef) -> list[str]:
    """List what is on."""
    on = FeatureSwitch.objects.filter(tenant__uuid=tenant.uuid, is_on=True)
    return sorted(on.values_list("feature", flat=True))


def write(tenant: TenantRef, value: Sequence[str], *, by: Actor, why: str) -> None:
    """Switch what differs, each recorded by itself."""
    row = Tenant.objects.get(uuid=tenant.uuid)
    for feature in sorted(set(value) ^ set(read(tenant))):
        features.switch(tenant=row, feature=feature, on=feature in value, by=by, why=why)


def describe(before: Sequence[str] | None, after: Sequence[str] | None) -> Iterable[str]:
    """Name each feature that was switched."""
    old, new = set(before or ()), set(after or ())
    for feature in sorted(old ^ new):
        label = _("Onderdeel %s") % _name(feature)
        yield changed(label, _position(feature in old), _position(feature in new))


def refusals(tenant: TenantRef, value: Sequence[str]) -> list[str]:
    """Say which features cannot be switched now: they are gone, or what they need is."""
    before, wanted = set(read(tenant)), set(value)
    on = [feature_rules.refusals(each, on=True, is_on=wanted) for each in sorted(wanted - before)]
    off = [feature_rules.refusals(each, on=False, is_on=wanted) for each in sorted(before - wanted)]
    return list(dict.fromkeys(text for texts in (*on, *off) for text in texts))


def _name(feature: str) -> str:
    known = registered()
    return known[feature].name if feature in known else feature


def _position(is_on: bool) -> str:
    return _("aan") if is_on else _("uit")


PART = Part("tenancy", "features", "Onderdelen", Side.PUBLIC, read, write, describe, refusals)
