"""Write acts down."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from tenants import registers, tracing
from tenants.entry import current

from .types import By, Outcome, UndeclaredActivityError


@dataclass(frozen=True, slots=True)
class _Under:
    """Whose data a stretch of work is about."""

    tenant: uuid.UUID
    activity: str
    number: uuid.UUID
    by: By


_under: Final[ContextVar[_Under | None]] = ContextVar("processing", default=None)


def record(
    activity: str, *, person: uuid.UUID, by: By, source: str = "", outcome: Outcome = Outcome.OK
) -> None:
    """Write down one act on a person's data, in the entered municipality.

    :param activity: key of the register of processing.
    :param person: the UUID of the account whose data it is.
    :param source: which system was asked or told; empty for the portal's own tables.
    :raises UndeclaredActivityError: when the activity does not stand in the register.
    """
    _declared(activity)
    write(activity, number=number_of(person), by=by, source=source, outcome=outcome)


def write(
    activity: str, *, number: uuid.UUID, by: By, source: str = "", outcome: Outcome = Outcome.OK
) -> None:
    """Write down one act under a number that was asked for before: it makes no number for who was erased meanwhile.

    :raises UndeclaredActivityError: when the activity does not stand in the register.
    """
    from .models import Record

    _declared(activity)
    Record.objects.create(
        number=number,
        activity=activity,
        actor_kind=by.kind,
        actor=by.name[:60],
        source=source[:40],
        outcome=outcome,
        trace=tracing.current()[:32],
    )


def number_of(person: uuid.UUID) -> uuid.UUID:
    """Answer the number of a person, and make it where there is none; of two who make it at once one wins."""
    from .models import Number

    found = Number.objects.filter(person=person).values_list("number", flat=True)
    if (there := found.first()) is not None:
        return there
    Number.objects.bulk_create([Number(person=person)], ignore_conflicts=True)
    return found.get()


@contextmanager
def about(activity: str, *, person: uuid.UUID, by: By) -> Iterator[uuid.UUID]:
    """Say whose data the work inside is about; answers their number.

    :raises UndeclaredActivityError: when the activity does not stand in the register.
    """
    _declared(activity)
    number = number_of(person)
    token = _under.set(_Under(current().uuid, activity, number, by))
    try:
        yield number
    finally:
        _under.reset(token)


def noted(source: str, outcome: Outcome) -> bool:
    """Write down that a register was asked, if the work is about somebody; answers whether it was."""
    under = _under.get()
    if under is None or under.tenant != current().uuid:
        return False
    write(under.activity, number=under.number, by=under.by, source=source, outcome=outcome)
    return True


def _declared(activity: str) -> None:
    if activity not in registers.processing:
        raise UndeclaredActivityError(activity)
