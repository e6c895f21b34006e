"""Find what addresses name. What is not there is said so, in the same way everywhere."""

import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from provisioning.lifecycle import models as lifecycle
from provisioning.lifecycle import queries as journal
from provisioning.lifecycle import spares
from provisioning.lifecycle.operations import requesting
from provisioning.lifecycle.types import UNSEEN
from tenants import models
from tenants.types import State

from .problems import not_found


def tenants() -> "QuerySet[models.Tenant]":
    """List the municipalities, with what their description needs; neither spares nor those that are gone."""
    found: QuerySet[models.Tenant] = models.Tenant.objects.exclude(spares.NOBODYS)
    return found.exclude(state=State.DELETED.value).prefetch_related("domains", "feature_switches")


def tenant(identity: uuid.UUID) -> models.Tenant:
    """Find a municipality.

    :raises Problem: when there is none.
    """
    found: models.Tenant | None = tenants().filter(uuid=identity).first()
    if found is None:
        raise not_found(_("Deze gemeente bestaat niet."))
    return found


def held(identity: uuid.UUID) -> models.Tenant:
    """Find a municipality, and let nobody else ask for anything of it until the transaction ends.

    :raises Problem: when there is none.
    """
    tenant(identity)
    requesting.one_at_a_time()
    requesting.locked(identity)
    return tenant(identity)


def searched(words: str) -> Q:
    """Match name, any host and CBS code."""
    word = words.strip()
    hosts = models.Domain.objects.filter(domain__icontains=word.lower()).values("tenant_id")
    return Q(name__icontains=word) | Q(cbs_code=word) | Q(pk__in=hosts)


def operations(**wanted: Any) -> "QuerySet[lifecycle.Operation]":
    """List operations on municipalities; what is done to spares concerns none."""
    found = lifecycle.Operation.objects.exclude(kind__in=UNSEEN).filter(**wanted)
    return found.prefetch_related("steps")


def operation(identity: uuid.UUID) -> lifecycle.Operation:
    """Find an operation.

    :raises Problem: when there is none.
    """
    try:
        return journal.operation(identity)
    except lifecycle.Operation.DoesNotExist:
        raise not_found(_("Deze opdracht bestaat niet.")) from None
