"""Features that operators switch per tenant (requirement C-030).

A feature is registered by the app that it belongs to; whether it is on travels with the `TenantRef`, and
so acts in every process within the time of the directory.
"""

from collections.abc import Iterable

from django.db import transaction

from . import audit, registers
from .entry import current, is_entered
from .models import FeatureSwitch, Tenant


def is_on(feature: str) -> bool:
    """Tell whether a feature is on for the entered tenant; outside a tenant nothing is."""
    return is_entered() and feature in current().features


def switched(tenant: Tenant, feature: str) -> bool:
    """Tell whether the operators have switched a feature on for a tenant."""
    return bool(tenant.feature_switches.filter(feature=feature, is_on=True).exists())


@transaction.atomic
def switch(*, tenant: Tenant, feature: str, on: bool, by: audit.Actor, why: str = "") -> None:
    """Switch a feature for a tenant, and record it in the operators' stream.

    :raises KeyError: when no app has registered this feature.
    """
    registers.features.get(feature)
    before = switched(tenant, feature)
    FeatureSwitch.objects.update_or_create(tenant=tenant, feature=feature, defaults={"is_on": on})
    _record(tenant, feature, before=before, on=on, by=by, why=why)


@transaction.atomic(savepoint=False)
def switch_on(*, tenant: Tenant, chosen: Iterable[str], by: audit.Actor) -> None:
    """Switch several features on for a tenant, with two statements for all; which are on already stay, unrecorded.

    :raises KeyError: when no app has registered one of them.
    """
    on = set(tenant.feature_switches.filter(is_on=True).values_list("feature", flat=True))
    new = [registers.features.get(feature).key for feature in dict.fromkeys(chosen) if feature not in on]
    FeatureSwitch.objects.bulk_create(
        [FeatureSwitch(tenant=tenant, feature=feature, is_on=True) for feature in new],
        update_conflicts=True,
        unique_fields=["tenant", "feature"],
        update_fields=["is_on", "changed_at"],
    )
    for feature in new:
        _record(tenant, feature, before=False, on=True, by=by)


def _record(tenant: Tenant, feature: str, *, before: bool, on: bool, by: audit.Actor, why: str = "") -> None:
    audit.record(
        "feature.switched_on" if on else "feature.switched_off",
        by=by,
        tenant=tenant.uuid,
        target=feature,
        why=why,
        before={"on": before},
        after={"on": on},
    )
