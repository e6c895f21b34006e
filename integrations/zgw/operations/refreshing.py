"""Bring one case type with its parts up to date: a notification tells of it, or a page met one that is not known."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.utils import timezone

from integrations.connections import clients
from integrations.connections import queries as connections
from integrations.connections.types import Access
from integrations.errors import NotConfiguredError, Reason, UnavailableError
from integrations.http import Deadline
from integrations.outcomes import Kind
from integrations.zgw import models
from integrations.zgw.client import catalogue as asking
from integrations.zgw.reading import catalogue as reading
from integrations.zgw.types import CaseType, Cause, Failure, Part
from tenants import schedule
from tenants.entry import current

from . import recording, storing
from .fetching import Listing, listed, single, together

JOB: Final = "zgw.refresh"
SECONDS: Final = 20.0
PAUSE: Final = timedelta(minutes=5)
"""How long what a page asked for is not asked for again: one that does not exist costs nobody anything."""
MOST_DOCUMENTS: Final = 50


def refresh(connection: uuid.UUID, case_type_url: str, *, cause: Cause) -> models.Synchronisation | None:
    """Read one version of a case type again; None where somebody else is at it, or a page asked a moment ago.

    What goes wrong elsewhere is in the report, and is no exception.
    """
    if _is_early(connection, case_type_url, cause):
        return None
    return run(recording.opened(connection, cause=cause, url=case_type_url).pk)


def want(connection: uuid.UUID, case_type_url: str, *, cause: Cause = Cause.PAGE) -> None:
    """Have a worker read one version of a case type; asked for often, it is done once."""
    if not _is_early(connection, case_type_url, cause):
        schedule.enqueue(JOB, recording.opened(connection, cause=cause, url=case_type_url).pk)


def run(key: uuid.UUID) -> models.Synchronisation | None:
    """Do what was asked for; None where it is done or in other hands."""
    row = recording.taken(key)
    if row is None:
        return None
    try:
        access = connections.access_to(row.connection_id)
        with clients.open(access, tenant=current(), deadline=Deadline(SECONDS)) as session:
            _read(row, session, access)
    except UnavailableError as error:
        recording.fail(row, [Failure(Part.CASE_TYPE, row.url, error.reason.value)])
    except NotConfiguredError:
        recording.fail(row, [Failure(Part.CASE_TYPE, row.url, Reason.SWITCHED_OFF.value)])
    recording.end(row)
    return row


def _is_early(connection: uuid.UUID, url: str, cause: Cause) -> bool:
    return cause is Cause.PAGE and recording.ended_since(connection, url, timezone.now() - PAUSE)


def _read(row: models.Synchronisation, session: clients.Client, access: Access) -> None:
    told = asking.one(session, row.url)
    listing = single(told, reading.case_type, Part.CASE_TYPE, row.url)
    wrong = [one for one in listing.rows if one.url != row.url]
    if wrong:
        listing = Listing(failures=[Failure(Part.CASE_TYPE, row.url, Reason.MALFORMED.value, "url")])
    catalogue = _catalogue(row, session, listing.rows)
    if catalogue is None:
        recording.fail(row, listing.failures)
        return
    is_gone = told.kind is Kind.NOT_FOUND
    _documents(row, session, catalogue, listing.rows)
    whole = Listing(listing.rows, () if is_gone else listing.failures, is_gone, listing.unread)
    storing.case_types(row, "case_types", catalogue, whole, only=lambda one: one.url == row.url)
    if listing.rows and catalogue.read_at is None:
        storing.read_whole(catalogue.pk)  # from now on what was read is found
    mine = models.CaseType.objects.filter(connection=row.connection_id, url=row.url).first()
    if mine is not None and listing.rows and mine.is_external:
        _parts(row, session, access, mine)


def _parts(
    row: models.Synchronisation, session: clients.Client, access: Access, mine: models.CaseType
) -> None:
    steps = listed(
        asking.status_types(session, access, mine.url), reading.status_type, Part.STATUS_TYPE, mine.url
    )
    storing.parts(row, "status_types", Part.STATUS_TYPE, steps, only=[mine.pk])
    results = listed(
        asking.result_types(session, access, mine.url), reading.result_type, Part.RESULT_TYPE, mine.url
    )
    storing.parts(row, "result_types", Part.RESULT_TYPE, results, only=[mine.pk])


def _catalogue(
    row: models.Synchronisation, session: clients.Client, read: Iterable[CaseType]
) -> models.Catalogue | None:
    """Answer the catalogue of a case type; one that is not known is asked for."""
    known = models.CaseType.objects.filter(connection=row.connection_id, url=row.url)
    urls = [one.catalogue for one in read] or list(known.values_list("catalogue__url", flat=True))
    there = models.Catalogue.objects.filter(connection=row.connection_id, url__in=urls)
    if urls and not there.exists():
        found = single(asking.one(session, urls[0]), reading.catalogue, Part.CATALOGUE, urls[0])
        storing.catalogues(row, "catalogues", together([found], is_whole=False))
    return there.first()


def _documents(
    row: models.Synchronisation,
    session: clients.Client,
    catalogue: models.Catalogue,
    read: Iterable[CaseType],
) -> None:
    """Ask for kinds of documents that are not known."""
    wanted = [url for one in read for url in one.document_types]
    known = models.DocumentType.objects.filter(connection=row.connection_id, url__in=wanted)
    there = set(known.values_list("url", flat=True))
    missing = [url for url in wanted if url not in there][:MOST_DOCUMENTS]
    told = [
        single(asking.one(session, url), reading.document_type, Part.DOCUMENT_TYPE, url) for url in missing
    ]
    storing.document_types(row, "document_types", catalogue, together(told, is_whole=False))
