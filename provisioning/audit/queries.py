"""Find acts in the operators' stream, and what looks at all streams found.

Of millions of acts a page is read from where the last one ended, as pages by number would read all that comes before
them; and acts are not counted, as that takes longer than to show a page of them.
"""

import datetime
import json
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.utils.crypto import salted_hmac

from tenants import registers
from tenants.audit import wording
from tenants.models import OperatorRecord, Tenant

from .models import Finding, Look
from .types import Filters, Place

IN_ONE_GO: Final = 2_000
"""Acts that an export reads at a time."""
MOST_WORDS: Final = 6
NEWEST: Final = ("-recorded_at", "-pk")
OLDEST: Final = ("recorded_at", "pk")
SOUGHT: Final = F("recorded_at") + Value(datetime.timedelta(0))
"""The moment, as no index knows it: few acts are found by their words and put in order after that."""
FEW: Final = 10_000
"""Acts with some words: below this they are found by the words, above it by looking back until a page is full."""
ACTORS: Final = """
WITH RECURSIVE found(actor) AS (
  (SELECT actor FROM public.tenants_operatorrecord ORDER BY actor LIMIT 1)
  UNION ALL
  SELECT (SELECT r.actor FROM public.tenants_operatorrecord AS r WHERE r.actor > f.actor ORDER BY r.actor LIMIT 1)
    FROM found AS f WHERE f.actor IS NOT NULL
)
SELECT actor FROM found WHERE actor <> ''
"""
"""Steps from one to the next in the index, where DISTINCT would read every act."""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the log, latest first, and where it goes on."""

    records: Sequence[OperatorRecord]
    newer: Place | None
    """What to give as `newer_than` for the page before this one; None when this is the first."""
    older: Place | None

    @property
    def is_all(self) -> bool:
        """Tell whether there are no other acts than these."""
        return self.newer is None and self.older is None


def records(filters: Filters) -> "QuerySet[OperatorRecord]":
    """List acts, latest first."""
    found = OperatorRecord.objects.filter(**_wanted(filters))
    if filters.operation:
        of = KeyTextTransform("operation", "details")
        found = found.alias(of=of).filter(details__has_key="operation", of=str(filters.operation))
    if words := _words(filters.words):
        found = found.alias(text=SearchVector("target", "why", config="simple")).filter(_with_words(words))
    return found.order_by(*NEWEST)


def page(
    filters: Filters, *, older_than: Place | None = None, newer_than: Place | None = None, size: int
) -> Page:
    """Answer one page: the latest acts, or those next to a place."""
    found = records(filters)
    latest, oldest = _orders(filters)
    if newer_than:
        near = list(found.filter(_after(newer_than)).order_by(*oldest)[: size + 1])
        shown, has_newer, has_older = near[:size][::-1], len(near) > size, True
    else:
        before = found.filter(_before(older_than)) if older_than else found
        near = list(before.order_by(*latest)[: size + 1])
        shown, has_newer, has_older = near[:size], older_than is not None, len(near) > size
    if not shown:
        return Page([], newer=None, older=None)
    return Page(
        shown,
        newer=_place(shown[0]) if has_newer else None,
        older=_place(shown[-1]) if has_older else None,
    )


def all_of(filters: Filters) -> Iterator[Sequence[OperatorRecord]]:
    """Read acts latest first, some at a time, so that millions need no more room than these."""
    found, place = records(filters), None
    while some := list((found.filter(_before(place)) if place else found)[:IN_ONE_GO]):
        yield some
        place = _place(some[-1])


def estimate(filters: Filters) -> int:
    """Say about how many acts there are: as the database reckons, which reads none of them."""
    (plan,) = json.loads(records(filters).order_by().explain(format="json"))
    return int(plan["Plan"]["Plan Rows"])


def actors() -> list[str]:
    """List whose acts there are."""
    with connection.cursor() as cursor:
        cursor.execute(ACTORS)
        return [actor for (actor,) in cursor.fetchall()]


def mark_of(actor: str) -> str:
    """Make what stands for somebody in addresses."""
    return salted_hmac("provisioning.audit.actor", actor, algorithm="sha256").hexdigest()[:16]


def actor_of(mark: str) -> str | None:
    """Find whom a mark stands for; None when there is nobody."""
    return next((actor for actor in actors() if mark_of(actor) == mark), None)


def tenant_names(records: Iterable[OperatorRecord]) -> dict[Any, str]:
    """Name the municipalities that these acts concern, in one query."""
    identities = {record.tenant for record in records if record.tenant}
    return dict(Tenant.objects.filter(uuid__in=identities).values_list("uuid", "name")) if identities else {}


def findings() -> list[tuple[Finding, str]]:
    """List what the last look at each stream found, with the municipality's name: what is broken first."""
    found = list(Finding.objects.all())
    names = dict(Tenant.objects.values_list("uuid", "name")) if found else {}
    there = [
        (each, names.get(each.tenant, "")) for each in found if each.tenant is None or each.tenant in names
    ]
    return sorted(there, key=lambda entry: (entry[0].is_whole, entry[1].lower()))


def broken() -> frozenset[uuid.UUID | None]:
    """Answer whose streams did not agree when they were looked at last; None stands for the operators' own."""
    return frozenset(Finding.objects.filter(number_of_problems__gt=0).values_list("tenant", flat=True))


def last_look() -> Look | None:
    """Answer the look that was asked for last."""
    return Look.objects.order_by("-asked_at").first()


def _orders(filters: Filters) -> tuple[Sequence[Any], Sequence[Any]]:
    """Answer how to put acts in order, latest first and oldest first.

    The database would look back in time through all acts rather than fetch a few thousand from all over the table.
    """
    if filters.words and estimate(Filters(words=filters.words)) < FEW:
        return (SOUGHT.desc(), "-pk"), (SOUGHT.asc(), "pk")
    return NEWEST, OLDEST


def _wanted(filters: Filters) -> dict[str, Any]:
    wanted = {
        "action": filters.action or None,
        "actor": filters.actor,
        "tenant__in": filters.tenants,
        "recorded_at__gte": filters.since,
        "recorded_at__lt": filters.before,
    }
    return {name: value for name, value in wanted.items() if value is not None}


def _words(text: str) -> list[str]:
    return re.findall(r"[\w@.\-]*\w", text.lower())[:MOST_WORDS]


def _with_words(words: Sequence[str]) -> Q:
    """Match acts that hold all words: in what they were done to or why, or in how the act itself is called.

    Addresses of people in details are not searched: who may not see them, may not find them either.
    """
    each = " & ".join(f"'{word}':*" for word in words)
    named = [f"'{key}'" for key in _keys_with(words)]
    matches = Q(text=SearchQuery(" | ".join([f"({each})", *named]), search_type="raw", config="simple"))
    actions = _actions_with(words)
    return matches | Q(action__in=actions) if actions else matches


def _actions_with(words: Sequence[str]) -> list[str]:
    texts = {text.action: wording.plain(str(text.text)).lower() for text in registers.audit_texts}
    return sorted(action for action, text in texts.items() if all(word in text for word in words))


def _keys_with(words: Sequence[str]) -> list[str]:
    """Find the features that people know by these words; acts hold their keys."""
    return [each.key for each in registers.features if all(word in str(each.name).lower() for word in words)]


def _before(place: Place) -> Q:
    # The first condition alone is one that an index in the order of time knows.
    return Q(recorded_at__lte=place.at) & ~Q(recorded_at=place.at, pk__gte=place.number)


def _after(place: Place) -> Q:
    return Q(recorded_at__gte=place.at) & ~Q(recorded_at=place.at, pk__lte=place.number)


def _place(record: OperatorRecord) -> Place:
    return Place(record.recorded_at, record.pk)
