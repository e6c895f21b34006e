"""Tell whoever wants to know that an operation has ended, in the transaction in which it does."""

import datetime
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import Operation
from .types import UNSEEN


@dataclass(frozen=True, slots=True)
class Ending:
    """How an operation ended, as far as others may know."""

    operation: uuid.UUID
    kind: str
    state: str
    tenant: uuid.UUID | None
    subject: str
    at: datetime.datetime


def tell(key: int) -> None:
    """Tell of an operation by its primary key."""
    tell_of(Operation.objects.get(pk=key))


def tell_of(found: Operation) -> None:
    """Tell of an operation as it has just been read; what is done to spares concerns nobody."""
    if found.kind in UNSEEN:
        return
    at = found.finished_at or timezone.now()
    ending = Ending(found.uuid, found.kind, found.state, found.tenant, found.subject, at)
    for path in settings.OPERATION_ENDED:
        import_string(path)(ending)
