"""Read the record: of one person, by day."""

import uuid
from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone

from .models import Number, Record
from .types import SELF, Outcome


def of_persons(persons: Collection[uuid.UUID], *, activity: str = "") -> "QuerySet[Record]":
    """Select what was done with somebody's data, latest first.

    :param persons: their account, and what they were known as before they had one.
    :param activity: only this one.
    """
    numbers = Number.objects.filter(person__in=persons).values("number")
    found = Record.objects.filter(number__in=numbers).order_by("-at", "-pk")
    return found.filter(activity=activity) if activity else found


def activities_of(persons: Collection[uuid.UUID]) -> list[str]:
    """List under which activities there is something of somebody, in alphabetical order."""
    found = of_persons(persons).order_by().values_list("activity", flat=True).distinct()
    return sorted(found, key=str.lower)


def seen_today(number: uuid.UUID, activity: str) -> bool:
    """Tell whether somebody saw their own data today, with a record of it.

    :param number: theirs in the record.
    """
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    found = Record.objects.filter(number=number, activity=activity, at__gte=midnight)
    return found.filter(actor_kind=SELF.kind, outcome=Outcome.OK, source="").exists()
