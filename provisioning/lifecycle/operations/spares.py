"""Keep as many spares as settings say: make what is missing, take away what is of another release or too many."""

import functools

from django.conf import settings
from django.db import connection, transaction

from provisioning.lifecycle import blueprints, queueing, schema, spares
from provisioning.lifecycle.models import UNFINISHED_STATES, CompiledSchema, Operation
from provisioning.lifecycle.types import OperationKind
from tenants.audit import SYSTEM

from .requesting import asked_by, request, write_steps

ONE_LOOK_AT_A_TIME = 0x53504152
OUTDATED = "Van een andere versie, of meer dan nodig"


@transaction.atomic
def keep_spares() -> None:
    """Ask for what is missing and have removed what fits no longer; a failed attempt counts as one that is there.

    So a spare that cannot be made waits for an operator, and is not tried again and again.
    """
    with connection.cursor() as cursor:  # or two looks at once would each ask for what is missing
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_LOOK_AT_A_TIME])
    if not CompiledSchema.objects.filter(fingerprint=schema.fingerprint()).exists():
        return  # an update is under way
    fitting = list(spares.ready(blueprints.standard()).values_list("pk", flat=True)[: settings.SPARES])
    for spare in spares.idle().exclude(pk__in=fitting).select_for_update(skip_locked=True, no_key=True):
        request(OperationKind.DISCARD, tenant=spare, by=SYSTEM, why=OUTDATED)
    making = Operation.objects.filter(kind=OperationKind.SPARE.value, state__in=UNFINISHED_STATES).count()
    for _missing in range(settings.SPARES - len(fitting) - making):
        request_spare()


def request_spare() -> Operation:
    """Ask for one spare with the standard content."""
    operation = Operation.objects.create(
        kind=OperationKind.SPARE.value,
        parameters={"name": spares.NAME, "blueprint": dict(blueprints.standard())},
        **asked_by(SYSTEM),
    )
    write_steps(operation)
    transaction.on_commit(functools.partial(queueing.queue, operation.uuid))
    return operation
