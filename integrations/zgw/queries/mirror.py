"""What kinds of cases there are, from our own database: the other side is asked nothing (M-08, I-048).

Each answers in the number of queries that it names, however much is asked for. What is gone at the source is still
answered by its address, since cases may point to it. What was not read for a year is not found (M-19).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import BooleanField, F, IntegerField, QuerySet, Value
from django.utils import timezone

from integrations.zgw import models
from integrations.zgw.types import (
    CaseType,
    Catalogue,
    DocumentType,
    InForce,
    ResultType,
    StableKey,
    StatusType,
)

from . import rows

LONGEST: Final = timedelta(days=365)
"""How long what was once read is found while the source is silent."""


def catalogues(connection: UUID) -> list[Catalogue]:
    """List the catalogues of a connection: one query."""
    found = models.Catalogue.objects.filter(connection=connection, gone_at=None)
    return [rows.catalogue(row) for row in found.order_by("domain", "rsin", "url")]


def entered(connection: UUID) -> frozenset[str]:
    """Answer the addresses of the catalogues that somebody filled in: one query."""
    found = models.Catalogue.objects.filter(connection=connection, gone_at=None, is_by_hand=True)
    return frozenset(found.values_list("url", flat=True))


def case_types(connection: UUID, urls: Iterable[str]) -> Mapping[str, CaseType]:
    """Answer versions of case types by address: one query. Also those that are internal: `is_external` says so."""
    return {row.url: rows.case_type(row) for row in _case_types(connection).filter(url__in=set(urls))}


def keys_of(connection: UUID, urls: Iterable[str]) -> Mapping[str, StableKey]:
    """Answer what settings of these versions are bound to: one query."""
    return {row.url: rows.key(row) for row in _case_types(connection).filter(url__in=set(urls))}


def keyed(connection: UUID, urls: Iterable[str]) -> Mapping[str, tuple[StableKey, CaseType]]:
    """Answer both of these: one query."""
    found = _case_types(connection).filter(url__in=set(urls))
    return {row.url: (rows.key(row), rows.case_type(row)) for row in found}


def status_types(connection: UUID, urls: Iterable[str]) -> Mapping[str, StatusType]:
    """Answer steps by address: one query.

    Where a vendor shares a step among case types, `case_type` is one of them; `steps_of` tells them apart.
    """
    found = _parts(models.StatusType.objects.all(), connection).filter(url__in=set(urls))
    return {row.url: rows.status_type(row) for row in found}


def result_types(connection: UUID, urls: Iterable[str]) -> Mapping[str, ResultType]:
    """Answer results by address: one query."""
    found = _parts(models.ResultType.objects.all(), connection).filter(url__in=set(urls))
    return {row.url: rows.result_type(row) for row in found}


def steps_and_results(
    connection: UUID, steps: Iterable[str], results: Iterable[str]
) -> tuple[Mapping[str, StatusType], Mapping[str, ResultType]]:
    """Answer what `status_types` and `result_types` do: one query for both, none where nothing is asked for."""
    of_steps = _parts(models.StatusType.objects.filter(url__in=set(steps)), connection)
    of_results = _parts(models.ResultType.objects.filter(url__in=set(results)), connection)
    own = ("url", "case_type__url", "name")
    nothing, no_order, no_word = Value(""), Value(None, IntegerField()), Value(None, BooleanField())
    told = of_steps.values_list(Value("step"), *own, "text", "term", nothing, "order", "is_last", "informs")
    ended = of_results.values_list(
        Value("result"), *own, "explanation", nothing, "generic", no_order, Value(False), no_word
    )
    found: tuple[dict[str, StatusType], dict[str, ResultType]] = ({}, {})
    for what, url, case_type, name, text, term, generic, order, is_last, informs in told.union(
        ended, all=True
    ):
        if what == "step":
            found[0][url] = StatusType(url, case_type, name, text, order, is_last, informs, term)
        else:
            found[1][url] = ResultType(url, case_type, name, generic, text)
    return found


def steps_of(connection: UUID, case_type_url: str) -> list[StatusType]:
    """List the steps of a version of a case type, in order where the system tells one: one query."""
    return steps_of_each(connection, [case_type_url]).get(case_type_url, [])


def steps_of_each(connection: UUID, case_type_urls: Iterable[str]) -> Mapping[str, list[StatusType]]:
    """List the steps of several versions of case types, each in order: one query."""
    found = _parts(models.StatusType.objects.filter(gone_at=None), connection)
    found = found.filter(case_type__url__in=set(case_type_urls))
    steps: dict[str, list[StatusType]] = {}
    for row in found.order_by(F("order").asc(nulls_last=True), "is_last", "pk"):
        steps.setdefault(row.case_type.url, []).append(rows.status_type(row))
    return steps


def results_of(connection: UUID, case_type_url: str) -> list[ResultType]:
    """List the results of a version of a case type: one query."""
    return results_of_each(connection, [case_type_url]).get(case_type_url, [])


def results_of_each(connection: UUID, case_type_urls: Iterable[str]) -> Mapping[str, list[ResultType]]:
    """List the results of several versions of case types, each by name: one query."""
    found = _parts(models.ResultType.objects.filter(gone_at=None), connection)
    results: dict[str, list[ResultType]] = {}
    for row in found.filter(case_type__url__in=set(case_type_urls)).order_by("name", "pk"):
        results.setdefault(row.case_type.url, []).append(rows.result_type(row))
    return results


def document_types_of(connection: UUID, case_type_url: str) -> list[DocumentType]:
    """List the kinds of documents of a version of a case type, by name: two queries."""
    case_type = _case_types(connection).filter(url=case_type_url).first()
    if case_type is None:
        return []
    return documents_of_each(connection, [rows.case_type(case_type)])[case_type_url]


def documents_of_each(connection: UUID, case_types: Sequence[CaseType]) -> Mapping[str, list[DocumentType]]:
    """List the kinds of documents of several versions of case types, each by name: one query."""
    wanted = {url for one in case_types for url in one.document_types}
    found = models.DocumentType.objects.filter(connection=connection, url__in=wanted, gone_at=None)
    kept = {row.url: row for row in found.select_related("catalogue").order_by("name", "pk")}
    return {
        one.url: [rows.document_type(row) for url, row in kept.items() if url in one.document_types]
        for one in case_types
    }


def document_types(connection: UUID, urls: Iterable[str]) -> Mapping[str, DocumentType]:
    """Answer kinds of documents by address: one query."""
    found = models.DocumentType.objects.filter(
        connection=connection, url__in=set(urls), catalogue__read_at__gt=_oldest()
    )
    return {row.url: rows.document_type(row) for row in found.select_related("catalogue")}


def in_force(connection: UUID, *, today: date | None = None) -> list[InForce]:
    """List the case types for citizens, each by the version that holds today, by name: one query."""
    day = today or timezone.localdate()
    there = _case_types(connection).filter(
        is_external=True, is_concept=False, gone_at=None, catalogue__gone_at=None
    )
    newest: dict[StableKey, models.CaseType] = {}
    for row in there.order_by(
        F("valid_from").asc(nulls_first=True), F("version_date").asc(nulls_first=True), "first_seen_at", "pk"
    ):
        has_begun = row.valid_from is None or row.valid_from <= day
        if has_begun and (row.valid_until is None or row.valid_until > day):
            newest[rows.key(row)] = row
    found = [InForce(key, rows.case_type(row)) for key, row in newest.items()]
    return sorted(found, key=lambda one: (one.case_type.name.casefold(), one.key.identification))


def versions_of(key: StableKey) -> list[CaseType]:
    """List all versions of a case type, also those that are gone: one query."""
    found = _case_types(key.connection).filter(
        catalogue__domain=key.domain, catalogue__rsin=key.rsin, identification=key.identification
    )
    return [rows.case_type(row) for row in found.order_by("valid_from", "pk")]


def read_at(connection: UUID) -> datetime | None:
    """Answer how old what is told here is: when the catalogue that waits longest was last read; one query.

    None where one of them was never read.
    """
    moments = list(
        models.Catalogue.objects.filter(connection=connection, gone_at=None).values_list("read_at", flat=True)
    )
    return None if not moments or None in moments else min(each for each in moments if each)


def unknown(connection: UUID, urls: Iterable[str]) -> Sequence[str]:
    """Answer which versions of case types the mirror does not know, for `operations.want`: one query."""
    wanted = dict.fromkeys(urls)
    there = set(_case_types(connection).filter(url__in=wanted).values_list("url", flat=True))
    return [url for url in wanted if url not in there]


def _case_types(connection: UUID) -> "QuerySet[models.CaseType]":
    found = models.CaseType.objects.filter(connection=connection, catalogue__read_at__gt=_oldest())
    return found.select_related("catalogue")


def _parts(found: Any, connection: UUID) -> Any:
    kept = found.filter(connection=connection, case_type__catalogue__read_at__gt=_oldest())
    return kept.select_related("case_type")


def _oldest() -> datetime:
    return timezone.now() - LONGEST
