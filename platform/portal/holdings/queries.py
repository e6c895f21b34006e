"""Gather what is kept about somebody from the register, and who looked."""

import datetime
import itertools
import uuid
from collections.abc import Iterable, Sequence
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from structlog import get_logger

from integrations.connections import queries as connections
from integrations.errors import NotConfiguredError, UnavailableError
from integrations.identities import Subject, SubjectKind
from portal.accounts.models import Identity, User
from portal.accounts.queries import local, looked, marks
from portal.accounts.traces import OUTCOMES, WHO
from tenants import registers
from tenants.errors import DecryptionError
from tenants.processing import queries as processing
from tenants.processing.models import Record
from tenants.registers import Holding

from .types import Day, Kept, Look

DOWN: Final = (UnavailableError, NotConfiguredError, DecryptionError)
log = get_logger(__name__)


def kept(user: User) -> list[Kept]:
    """Gather all that is kept about somebody; what cannot be read now is a gap."""
    return [_kept(holding, user) for holding in registers.holdings]


def records(user: User, *, activity: str = "") -> "QuerySet[Record]":
    """Select who looked at somebody's data, latest first."""
    return processing.of_persons(looked.persons_of(user), activity=activity)


def activities(user: User) -> list[str]:
    """List for what somebody's data was looked at."""
    return processing.activities_of(looked.persons_of(user))


def days(found: Iterable[Record]) -> list[Day]:
    """Put records into words, by day, in the order given."""
    return [Day(date, looks(rows)) for date, rows in itertools.groupby(found, key=_day)]


def looks(rows: Iterable[Record]) -> list[Look]:
    """Put the records of a day into words; what was the same is told once, with each time that it was."""
    alike: dict[tuple[str, ...], list[Record]] = {}
    for row in rows:
        alike.setdefault((row.activity, row.actor_kind, row.source, row.outcome), []).append(row)
    return [look(found[0], times=[row.at for row in found]) for found in alike.values()]


def look(row: Record, *, times: Sequence[datetime.datetime] = ()) -> Look:
    """Put one record into words.

    :param times: of all that were the same.
    """
    declared = registers.processing.get(row.activity) if row.activity in registers.processing else None
    return Look(
        times=times or (row.at,),
        activity=row.activity,
        purpose=declared.purpose if declared else "",
        who=WHO.get(row.actor_kind, row.actor_kind),
        source=connections.title_of(row.source) if row.source else "",
        outcome=OUTCOMES.get(row.outcome, row.outcome),
        went_well=row.outcome == "ok",
    )


def with_bsn(bsn: str) -> User | None:
    """Find the account of an inhabitant by their number; None where there is none here."""
    key = marks.key()
    if key is None:
        return None
    mark = marks.of_person(Subject(SubjectKind.BSN, bsn), key)
    found = Identity.objects.select_related("user").filter(mark=mark).first()
    return found.user if found else None


def inhabitant(identity: uuid.UUID) -> User | None:
    """Find somebody who is no staff."""
    return User.objects.filter(uuid=identity, is_staff=False, identity__isnull=False).first()


def with_password(identity: uuid.UUID) -> User | None:
    """Find somebody who signs in with an address and a password, and is no staff."""
    user = User.objects.filter(uuid=identity).first()
    return user if user is not None and local.is_local(user) else None


def _kept(holding: Holding, user: User) -> Kept:
    rows, is_unavailable = _rows(holding, user)
    told = [registers.retention.get(model) for model in holding.models if model in registers.retention]
    return Kept(
        name=holding.name,
        title=holding.title,
        source=holding.source,
        keep=holding.keep(user) if holding.keep else told[0].keep if told else "",
        on_erasure=told[0].on_erasure if told else "",
        labels=holding.labels,
        rows=rows,
        is_unavailable=is_unavailable,
    )


def _rows(holding: Holding, user: User) -> tuple[Sequence[dict[str, object]], bool]:
    try:
        return [{name: row.get(name) for name in holding.labels} for row in holding.read(user)], False
    except DOWN as error:
        log.warning("holdings.not_read", holding=holding.name, error=type(error).__name__)
        return [], True


def _day(row: Record) -> datetime.date:
    return timezone.localtime(row.at).date()
