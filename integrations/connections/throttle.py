"""How often connections may be tested: a test that is for the asking is a port scanner (attack W03)."""

import uuid
from datetime import timedelta
from typing import Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.errors import RefusedError
from tenants.audit import Actor

from .inbox.models import LOOKING, Command

PERIOD: Final = timedelta(minutes=10)
MOST_OF_TENANT: Final = 20
MOST_OF_ACTOR: Final = 40
ONE_AT_A_TIME: Final = 0x54455354


def claim(tenant: uuid.UUID, by: Actor) -> None:
    """Let one more test pass; called in the transaction that asks for it, or many at once would each count as first.

    :raises RefusedError: when there were too many a moment ago, of the municipality or by the same operator.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    recent = Command.objects.filter(kind__in=LOOKING, created_at__gt=timezone.now() - PERIOD)
    of_actor = recent.filter(actor=by.name, actor_kind=by.kind).count() if by.kind != "system" else 0
    if recent.filter(tenant=tenant).count() >= MOST_OF_TENANT or of_actor >= MOST_OF_ACTOR:
        raise RefusedError({"": _("Er is net vaak getest. Wacht tien minuten en test dan opnieuw.")})
