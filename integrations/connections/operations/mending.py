"""Let what waited for a connection go on at once, where it is no longer what failed."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from integrations.connections import guard
from integrations.connections.models import Connection
from integrations.connections.types import Standing
from integrations.outbox import operations as outbox
from tenants.types import TenantRef


def begin_anew(ref: TenantRef, connection: Connection) -> None:
    """Let calls try it, and deliveries to it leave: call it inside, in the transaction of the change."""
    transaction.on_commit(partial(guard.forget, ref.uuid, connection.pk))
    if connection.standing(timezone.now()) is Standing.ON:
        outbox.let_go_on(connection.system)
