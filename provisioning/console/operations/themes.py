"""Publish a version of a house style, and have municipalities wear it: both, or nothing."""

import uuid
from collections.abc import Collection

from django.db import transaction

from provisioning.lifecycle import operations
from provisioning.lifecycle.bulk import asking
from provisioning.lifecycle.bulk.models import Bulk
from provisioning.lifecycle.bulk.types import BulkKind
from provisioning.lifecycle.models import Operation
from tenants.audit import Actor
from tenants.models import Tenant
from themes.styles import operations as styles
from themes.styles import queries


@transaction.atomic
def publish_theme(
    style: uuid.UUID,
    number: int,
    *,
    tenants: Collection[uuid.UUID],
    by: Actor,
    why: str = "",
    identity: uuid.UUID,
) -> Operation | Bulk | None:
    """Publish it, and ask for the change at each of these municipalities; answers what to follow, if anything.

    :param identity: of the change at several: asked again with it, there is one.
    :raises RefusedStyleError: when the house style may not be published.
    :raises RefusedError: when the change may not be made; then nothing is published either.
    :raises Revision.DoesNotExist: when there is no such version.
    """
    revision = styles.publish(style, number, by=by, why=why)
    key = queries.key_of(revision.style, number)
    rows = list(Tenant.objects.filter(uuid__in=tenants).exclude(theme=key).order_by("name"))
    if not rows:
        return None
    if len(rows) == 1:
        return operations.request_settings(tenant=rows[0].uuid, by=by, why=why, theme=key)
    return asking.request_bulk(
        BulkKind.CHANGE_THEME, rows, by=by, why=why, parameters={"theme": key}, identity=identity
    )
