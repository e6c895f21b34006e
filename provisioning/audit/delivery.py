"""Bring operators' acts into the stream of the municipality that they concern (C-070, architecture T2).

The lifecycle worker does so, as that municipality's own role; neither does the console enter a municipality, nor
does a municipality's process read the operators' stream. The copy bears the act's own UUID, which makes it one copy
however often this runs. What an operator is called there is a policy: name and role, and no address.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from psycopg import sql
from structlog import get_logger

from tenants import directory
from tenants.audit.models import AuditRecord
from tenants.entry import enter, outside
from tenants.models import OperatorRecord

from . import streams
from .streams import Stream

MOST: Final = 500
"""Copies in one go."""
COPIED: Final = ("uuid", "recorded_at", "action", "actor_kind", "target", "outcome", "why", "before", "after")
WITHHELD: Final = frozenset({"administrator", "email", "operation"})
"""Details that are addresses of people, or numbers that mean something to operators alone."""
MISSING: Final = """
SELECT o.id FROM public.tenants_operatorrecord AS o
 WHERE o.tenant = %s AND NOT EXISTS (SELECT FROM {} AS a WHERE a.uuid = o.uuid)
 ORDER BY o.id LIMIT %s
"""
log = get_logger(__name__)

type Names = Callable[[Collection[str]], Mapping[str, str]]


def deliver_all() -> int:
    """Bring every municipality what is not in its stream yet; answer how many acts that were."""
    delivered = 0
    with outside():
        for stream in streams.of_tenants():
            try:
                with transaction.atomic():
                    delivered += deliver(stream)
            except DatabaseError as error:  # one municipality's trouble is not the others'
                log.error("audit.not_delivered", tenant=stream.name, error=type(error).__name__)
    return delivered


def deliver(stream: Stream) -> int:
    """Bring one municipality what is not in its stream yet."""
    delivered = 0
    while numbers := _missing(stream):
        acts = list(OperatorRecord.objects.filter(pk__in=numbers).order_by("pk"))
        names = _names({act.actor for act in acts if act.actor_kind == "operator"})
        tenant = directory.by_uuid(stream.tenant) if stream.tenant else None
        if tenant is None:
            break
        with enter(tenant):
            AuditRecord.objects.bulk_create([_copy(act, names) for act in acts], ignore_conflicts=True)
        delivered += len(acts)
    return delivered


def _missing(stream: Stream) -> list[int]:
    statement = sql.SQL(MISSING).format(sql.Identifier(stream.schema, stream.records))
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(), [stream.tenant, MOST])
        return [number for (number,) in cursor.fetchall()]


def _copy(act: OperatorRecord, names: Mapping[str, str]) -> AuditRecord:
    values: dict[str, Any] = {name: getattr(act, name) for name in COPIED}
    details = {name: value for name, value in act.details.items() if name not in WITHHELD}
    return AuditRecord(**values, actor=names.get(act.actor, ""), details=details)


def _names(addresses: Collection[str]) -> Mapping[str, str]:
    """Ask the console, by its dotted path, what operators are called; who is unknown there is not named."""
    ask: Names = import_string(settings.OPERATOR_NAMES)
    found = ask(addresses) if addresses else {}
    return {address: found.get(address, _("Beheerder van het platform")) for address in addresses}
