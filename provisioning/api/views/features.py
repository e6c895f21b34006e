"""Features of a municipality."""

import uuid
from typing import Any

from ninja import Status

from provisioning.api import queries, requests
from provisioning.api.idempotency import once
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.base import Slug
from provisioning.api.shapes.features import Feature, FeatureList, FeatureSwitch
from provisioning.api.versions import expect, heeds, is_asked, tells, told
from provisioning.lifecycle import operations
from provisioning.tokens.types import Scope
from tenants import registers
from tenants.models import Tenant

from .accepting import OR_UNCHANGED, accepted

ROUTES = router("features")


@reads(
    ROUTES,
    "/tenants/{uuid:tenant}/features",
    Scope.FEATURES_READ,
    FeatureList,
    "Onderdelen van een gemeente",
    "Geef de onderdelen die geschakeld kunnen worden, en of ze aan staan.",
)
@tells
def list_features(request: ApiRequest, tenant: uuid.UUID) -> FeatureList:
    """List what can be switched."""
    return told(request, _features(queries.tenant(tenant)))


@writes(
    "put",
    ROUTES,
    "/tenants/{uuid:tenant}/features/{feature}",
    Scope.FEATURES_WRITE,
    OR_UNCHANGED,
    "Onderdeel aan- of uitzetten",
    "Vraag om een onderdeel aan of uit te zetten; het werkt binnen vijf seconden overal.",
)
@once
@heeds
def switch_feature(
    request: ApiRequest, tenant: uuid.UUID, feature: Slug, wanted: FeatureSwitch
) -> Status[Any]:
    """Ask for a feature to be switched."""
    found = queries.held(tenant) if is_asked(request) else queries.tenant(tenant)
    if is_asked(request):
        expect(request, _features(found))
    asked = operations.request_switch(
        tenant=found.uuid,
        feature=feature,
        on=wanted.is_on,
        by=requests.actor(request),
        why=wanted.reason,
    )
    return accepted(request, asked)


def _features(tenant: Tenant) -> FeatureList:
    on = tenant.ref().features
    items = [
        Feature(
            key=each.key,
            name=str(each.name),
            description=str(each.description),
            needs=list(each.needs),
            is_on=each.key in on,
        )
        for each in registers.features
        if each.switchable
    ]
    return FeatureList(items=items)
