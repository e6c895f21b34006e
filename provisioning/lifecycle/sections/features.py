"""Which features are on, in a file: each by its key, with true or false."""

from collections.abc import Iterable, Mapping
from typing import Any

from provisioning.lifecycle import feature_rules
from provisioning.lifecycle.known import features as registered
from provisioning.lifecycle.parts import features as parts
from tenants import shapes
from tenants.registers import Section
from tenants.shapes import Problem
from tenants.types import TenantRef


def _write(values: Mapping[str, Any]) -> dict[str, bool]:
    on = set(values["features"])
    known = {key for key, feature in registered().items() if feature.switchable}
    return {key: key in on for key in sorted(known | on)}


def _mean(tenant: TenantRef, now: Mapping[str, Any], told: Any, remove: bool) -> dict[str, Any]:
    kept = {} if remove else dict.fromkeys(now["features"], True)
    return {"features": sorted(key for key, is_on in {**kept, **told}.items() if is_on)}


def _refusals(
    tenant: TenantRef, now: Mapping[str, Any], told: Any, wanted: Mapping[str, Any]
) -> Iterable[Problem]:
    before, after = set(now["features"]), set(wanted["features"])
    known = registered()
    for key in sorted(set(told) | (before ^ after)):
        is_stranger = key in told and (key not in known or not known[key].switchable) and key not in before
        if is_stranger or (key in before) != (key in after):
            place = key if key in told else ""
            yield from ((place, text) for text in feature_rules.refusals(key, on=key in after, is_on=after))


SECTION = Section(
    feature="tenancy",
    key="features",
    title=parts.PART.title,
    parts=("features",),
    shape=shapes.by_name(shapes.flag),
    write=_write,
    mean=_mean,
    names=lambda values: dict.fromkeys(values["features"], True),
    blank={"features": []},
    refusals=_refusals,
)
