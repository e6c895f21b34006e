"""Ask for a trial to go live (requirement C-024)."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from provisioning.lifecycle import gate
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind
from tenants.audit import Actor
from tenants.types import State

from .requesting import locked, request


@transaction.atomic
def request_going_live(*, tenant: uuid.UUID, by: Actor, why: str = "") -> Operation:
    """Ask for a portal to be for everybody; the worker looks inside once more before it does so.

    :raises RefusedError: when it is no trial, or while a check is red: says which, and what to do.
    """
    row = locked(tenant)
    if row.state != State.TRIAL:
        raise RefusedError({"tenant": [_("Deze gemeente is niet op proef, en kan dus niet live gaan.")]})
    if reasons := gate.red(row):
        raise RefusedError({"checklist": reasons})
    return request(OperationKind.GO_LIVE, tenant=row, by=by, why=why)
