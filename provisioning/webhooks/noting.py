"""Write down what happened, and for whom: in the transaction in which it happens."""

import datetime
from typing import Final

from django.utils import timezone

from tenants.entry import outside

from .models import Delivery, Endpoint, Event
from .types import Ending, EventKind

KINDS = {"done": EventKind.DONE, "failed": EventKind.FAILED, "undone": EventKind.UNDONE}

KEPT: Final = datetime.timedelta(days=90)


def operation_ended(ending: Ending) -> None:
    """Store that an operation ended, for each endpoint that wants to know; without any, nothing. Forget old events."""
    kind = KINDS[ending.state]
    with outside():
        wanting = [
            each for each in Endpoint.objects.filter(is_on=True) if not each.events or kind in each.events
        ]
        if not wanting:
            return
        Event.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        event = Event.objects.create(kind=kind.value, data=_data(ending), created_at=ending.at)
        Delivery.objects.bulk_create(Delivery(endpoint=endpoint, event=event) for endpoint in wanting)


def _data(ending: Ending) -> dict[str, str | None]:
    return {
        "operation": str(ending.operation),
        "kind": ending.kind,
        "state": ending.state,
        "tenant": str(ending.tenant) if ending.tenant else None,
        "subject": ending.subject,
    }
