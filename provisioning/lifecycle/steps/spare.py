"""Make a municipality that is nobody's yet, and take one away that nobody needs (architecture T8).

A spare has schema, role, key and the standard content; what it lacks is a name, a host and people. Nothing of it is
renamed when it is claimed: the municipality then bears its UUID.
"""

import uuid

from django.db import connection

from provisioning.lifecycle import ddl, filled, insides, spares
from provisioning.lifecycle.models import Operation
from tenants import insights, states
from tenants.models import Tenant
from tenants.naming import schema_for
from tenants.types import Kind, State

from . import place


def enlist(operation: Operation) -> None:
    """Make the tenant's row, without host, and remember in the operation which tenant it is."""
    if operation.tenant:
        return
    identity = uuid.uuid4()
    Tenant.objects.create(
        uuid=identity,
        schema_name=schema_for(identity),
        name=spares.NAME,
        state=State.PROVISIONING.value,
        kind=Kind.SANDBOX.value,  # may the least, until it is claimed
        site_pk=filled.site_key(),
    )
    Operation.objects.filter(pk=operation.pk).update(tenant=identity)


def keep(operation: Operation) -> None:
    """Let it be claimed from now on, by who wants what it was made of; the first one of a release is the mould."""
    tenant = place.tenant(operation)
    if tenant.state == State.PROVISIONING:
        filled.keep(tenant, operation.parameters["blueprint"])
        place.remember(operation, inside=insides.read(tenant.ref()))
        insights.write(tenant.ref(), spares.TOPIC, spares.marks(operation.parameters["blueprint"]))
        states.move(tenant, State.SPARE, by=operation.actor)


def undo_keep(operation: Operation) -> None:
    """Let nobody claim it any more: its schema is about to go. While its own operation is open nobody has."""
    spare = Tenant.objects.filter(uuid=operation.tenant, state=State.SPARE.value).first()
    if spare:
        states.move(spare, State.PROVISIONING, by=operation.actor, details={"operation": str(operation.uuid)})


def discard(operation: Operation) -> None:
    """Take a spare away with all it has, in one transaction; one that was claimed meanwhile stays."""
    spare = Tenant.objects.select_for_update(no_key=True).filter(uuid=operation.tenant).first()
    if spare is None or spare.state != State.SPARE:
        return
    states.move(spare, State.DELETED, by=operation.actor, why=operation.reason)
    remove_built(spare.schema_name)
    spare.delete()


def remove_built(name: str) -> None:
    """Drop a schema and the role that goes with it, where they are."""
    with connection.cursor() as cursor:
        ddl.drop_schema(cursor.execute, name)
        ddl.drop_role(cursor.execute, name)
