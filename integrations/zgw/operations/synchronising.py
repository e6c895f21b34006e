"""Bring the mirror of a connection up to date, list by list (I-046, I-095).

Each list is stored by itself: what fails is reported and keeps nothing else out, and whoever dies halfway is followed
by one who goes on with the lists that are left. The standard knows no "what changed since": lists are read whole, by
the page, and only what differs is written.
"""

import uuid
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

from integrations.connections import clients
from integrations.connections import queries as connections
from integrations.connections.types import Access
from integrations.errors import NotConfiguredError, Reason, UnavailableError
from integrations.zgw import models
from integrations.zgw.client import catalogue as asking
from integrations.zgw.reading import catalogue as reading
from integrations.zgw.types import Cause, Failure, Part, ResultType, StatusType
from tenants import audit, schedule
from tenants.entry import current

from . import recording, storing
from .building import tending
from .fetching import Listing, listed, together

JOB: Final = "zgw.synchronise_one"
NO_CATALOGUE: Final = "no catalogue"
"""Of a system without a list of catalogues none was filled in."""
MOST_ALONE: Final = 200
"""Case types whose parts are asked for one by one, where the list of all cannot be had."""
MOST_SILENCE: Final = 3
"""After so many failures in a row nobody is asked any more."""


def synchronise(
    connection: uuid.UUID, *, cause: Cause, asked_by: uuid.UUID | None = None
) -> models.Synchronisation | None:
    """Bring the mirror of one connection up to date; None where somebody else is at it.

    What goes wrong elsewhere is in the report, and is no exception.
    """
    return run(recording.opened(connection, cause=cause, asked_by=asked_by).pk)


def request(connection: uuid.UUID, *, by: audit.Actor) -> uuid.UUID:
    """Have the mirror brought up to date now, by a worker; answers the key of the synchronisation to look at."""
    account = uuid.UUID(by.name) if by.kind in {"staff", "person"} else None
    row = recording.opened(connection, cause=Cause.REQUEST, asked_by=account)
    audit.record("zgw.synchronisation_requested", by=by, target=str(connection))
    schedule.enqueue(JOB, row.pk)
    return row.pk


def run(key: uuid.UUID) -> models.Synchronisation | None:
    """Do a synchronisation that was asked for, from where it stopped; None where it is done or in other hands."""
    row = recording.taken(key)
    if row is None:
        return None
    try:
        access = connections.access_to(row.connection_id)
        with clients.open(access, tenant=current()) as session:
            _Walk(row, session, access).walk()
    except UnavailableError as error:
        recording.fail(row, [Failure(Part.CATALOGUE, "", error.reason.value)])
    except NotConfiguredError:
        recording.fail(row, [Failure(Part.CATALOGUE, "", Reason.SWITCHED_OFF.value)])
    recording.end(row)
    return row


class _Walk:
    """One walk along all lists of a connection."""

    def __init__(self, row: models.Synchronisation, session: clients.Client, access: Access) -> None:
        self.row, self.session, self.access = row, session, access

    def walk(self) -> None:
        """Ask for what is not behind us yet."""
        if asking.LISTS_CATALOGUES in self.access.capabilities:
            self._once("catalogues", self._catalogues)
        known = list(models.Catalogue.objects.filter(connection=self.row.connection_id, gone_at=None))
        if not known:
            recording.fail(self.row, [Failure(Part.CATALOGUE, "", NO_CATALOGUE)])
            return
        for one in known:
            self._once(f"document_types:{one.pk}", partial(self._document_types, one))
            self._once(f"case_types:{one.pk}", partial(self._case_types, one))
        self._once("status_types", self._status_types)
        self._once("result_types", self._result_types)

    def _once(self, stage: str, do: Callable[[str], None]) -> None:
        if stage not in self.row.done:
            do(stage)

    def _catalogues(self, stage: str) -> None:
        told = asking.catalogues(self.session)
        storing.catalogues(self.row, stage, listed(told, reading.catalogue, Part.CATALOGUE))

    def _document_types(self, catalogue: models.Catalogue, stage: str) -> None:
        told = asking.document_types(self.session, self.access, catalogue.url)
        listing = listed(told, reading.document_type, Part.DOCUMENT_TYPE, catalogue.url)
        storing.document_types(self.row, stage, catalogue, listing)

    def _case_types(self, catalogue: models.Catalogue, stage: str) -> None:
        told = asking.case_types(self.session, self.access, catalogue.url)
        listing = listed(told, reading.case_type, Part.CASE_TYPE, catalogue.url)
        storing.case_types(self.row, stage, catalogue, listing)
        if told.is_answered and not told.is_cut:
            storing.read_whole(catalogue.pk)

    def _status_types(self, stage: str) -> None:
        def ask(case_type: str = "") -> Listing[StatusType]:
            told = asking.status_types(self.session, self.access, case_type)
            return listed(told, reading.status_type, Part.STATUS_TYPE, case_type)

        storing.parts(self.row, stage, Part.STATUS_TYPE, self._all_of(ask, models.StatusType))

    def _result_types(self, stage: str) -> None:
        def ask(case_type: str = "") -> Listing[ResultType]:
            told = asking.result_types(self.session, self.access, case_type)
            return listed(told, reading.result_type, Part.RESULT_TYPE, case_type)

        storing.parts(self.row, stage, Part.RESULT_TYPE, self._all_of(ask, models.ResultType))

    def _all_of[T: StatusType | ResultType](
        self, ask: Callable[..., Listing[T]], model: type[models.Mirrored]
    ) -> Listing[T]:
        """Ask for the parts of all case types; where the list breaks off, also those of types that have none yet."""
        listing = ask()
        if listing.is_whole:
            return listing
        rows: Any = model._default_manager
        there = rows.filter(connection=self.row.connection_id).values("case_type")
        came = {one.case_type for one in listing.rows}
        lacking = tending(self.row.connection_id).filter(gone_at=None)
        lacking = lacking.exclude(pk__in=there).exclude(url__in=came)
        urls: list[str] = list(lacking.values_list("url", flat=True)[:MOST_ALONE])
        alone: list[Listing[T]] = _until_silent(urls, ask)
        return together([listing, *alone], is_whole=False)


def _until_silent[T](urls: Iterable[str], ask: Callable[..., Listing[T]]) -> list[Listing[T]]:
    found: list[Listing[T]] = []
    silence = 0
    for url in urls:
        found.append(ask(url))
        silence = silence + 1 if not found[-1].rows and found[-1].failures else 0
        if silence == MOST_SILENCE:
            break
    return found
