"""See which cases changed: those that are new or have ended, and of those that are known what is otherwise (M-13).

A system that searches is asked for a hundred at once, any other for one at a time, and for no more than a few each
time. Nobody's number is asked for, and of an answer only read what tells that a case changed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import batched, count
from typing import Final, Protocol
from uuid import UUID

from django.utils import timezone

from integrations.connections import clients
from integrations.connections import queries as connections
from integrations.errors import Reason
from integrations.http import Deadline
from integrations.outcomes import Kind, Outcome
from integrations.sources.items import Item, UnreadableError
from integrations.zgw import abilities
from integrations.zgw.abilities import Abilities
from integrations.zgw.client import cases
from integrations.zgw.client import changes as asking
from integrations.zgw.reading import changes as reading
from integrations.zgw.reading.changes import Glimpse
from integrations.zgw.types.addresses import uuid_in
from integrations.zgw.types.news import Change, Look
from integrations.zgw.types.options import STRICTEST
from tenants.entry import current

from . import comparing

MOST_PAGES: Final = 5
"""Of new cases, and of those that ended."""
MOST_CALLS: Final = 40
"""For cases one by one, and for documents of those that changed."""
DAY: Final = timedelta(days=1)


class Known(Protocol):
    """A case that is known, and what was seen of it."""

    @property
    def main(self) -> str:
        """Answer its address."""

    @property
    def seen(self) -> Mapping[str, str]:
        """Answer what was seen of it the last time; nothing where nobody has looked."""

    @property
    def known_at(self) -> datetime:
        """Answer since when it is known."""


def look(connection: UUID, known: Sequence[Known], since: datetime | None, seconds: float) -> Look:
    """Look at the cases of one system: what changed, and what to keep for the next time.

    :param known: those to look at, the most urgent first.
    :param since: when somebody looked before; without it nothing is news.
    :raises NotConfiguredError: when there is no such connection.
    :raises UnavailableError: when it is switched off.
    """
    access = connections.access_to(connection)
    with clients.open(access, tenant=current(), deadline=Deadline(seconds)) as client:
        return _Looking(client, abilities.of(access, STRICTEST), known, since).done()


class _Looking:
    """One look."""

    def __init__(
        self, client: clients.Client, able: Abilities, known: Sequence[Known], since: datetime | None
    ) -> None:
        self._client, self._able, self._since = client, able, since
        self._known = {one.main: one for one in known}
        self._calls = MOST_CALLS
        self._now = timezone.now()
        self._look = Look()

    def done(self) -> Look:
        """Ask for what is new, then for what ended, then for what is known; whoever falls silent is left alone."""
        # Some systems write days of UTC: those are never later than ours.
        day = (self._since or self._now).astimezone(UTC).date() - DAY
        if self._able.searches or self._able.orders:
            self._recent(day)
        if self._able.searches and not self._look.reason:
            self._take(
                self._pages(lambda number: asking.ended_since(self._client, day, number=number), until=None)
            )
        if not self._look.reason:
            self._audit([main for main in self._known if main not in self._look.seen])
        return self._look

    def _recent(self, day: date) -> None:
        pages = self._pages(
            lambda number: asking.registered_since(self._client, day, self._able, number=number), until=day
        )
        self._take(pages)

    def _pages(self, ask: Callable[[int], Outcome[clients.Page]], *, until: date | None) -> Iterator[Glimpse]:
        """Go through pages, as far as they are of later than a day."""
        for number in count(1):
            if number > MOST_PAGES:
                self._look.is_whole = False
                return
            page = self._answered(ask(number))
            if page is None:
                self._look.is_whole = False
                return
            found = self._read(page.items)
            recent = [
                one for one in found if until is None or one.registered is None or one.registered > until
            ]
            yield from recent
            if page.next is None or len(recent) < len(found):
                return

    def _audit(self, mains: Sequence[str]) -> None:
        if not self._able.searches:
            self._take(self._one_by_one(mains))
            return
        for some in batched(mains, asking.SIZE):
            named = {uuid: main for main in some if (uuid := uuid_in(main)) is not None}
            self._look.gone |= set(some) - set(named.values())
            page = self._answered(asking.these(self._client, list(named)))
            if page is None:
                return
            found = self._read(page.items)
            self._look.gone |= set(named.values()) - {one.url for one in found}
            self._take(one for one in found if one.url in self._known)

    def _one_by_one(self, mains: Sequence[str]) -> Iterator[Glimpse]:
        for main in mains:
            if not self._spend():
                return
            answer = cases.linked_case(self._client, main)
            if answer.kind is Kind.NOT_FOUND:
                self._look.gone.add(main)
                continue
            told = self._answered(answer)
            if told is None:
                return
            yield from (one for one in self._read([told]) if one.url == main)

    def _take(self, glimpses: Iterator[Glimpse]) -> None:
        for one in glimpses:
            before = self._known.get(one.url)
            after = comparing.news_after(one, before, self._since)
            if after is not None:
                seen = before.seen if before else {}
                changes = comparing.changes(one, seen, self._since, now=self._now)
                if comparing.may_have_documents(one, seen):
                    changes += self._documents(one, after)
                self._look.news += changes or comparing.otherwise(one, seen)
            self._look.seen[one.url] = comparing.seen(one, self._now)
            if one.is_ended:
                self._look.ended.add(one.url)

    def _documents(self, case: Glimpse, after: datetime) -> list[Change]:
        if not self._spend():
            return []
        told = self._answered(cases.links(self._client, case.url)) or []
        links = (_read_one(one, reading.link) for one in told)
        return comparing.added(case, filter(None, links), after)

    def _answered[T](self, answer: Outcome[T]) -> T | None:
        """Answer what was told; where nothing was, write down why, and nothing more is asked."""
        if answer.value is None and answer.kind is not Kind.EMPTY:
            self._look.reason = (answer.reason or Reason.MALFORMED).value
        return answer.value

    def _read(self, items: Sequence[object]) -> list[Glimpse]:
        """Read cases; one that cannot be read, or lies elsewhere, is left out."""
        read = (_read_one(item, reading.glimpse) for item in items)
        return [one for one in read if one and self._client.pin.owns(one.url)]

    def _spend(self) -> bool:
        self._calls -= 1
        return self._calls >= 0 and not self._look.reason


def _read_one[T](told: object, read: Callable[[Item], T]) -> T | None:
    try:
        return read(Item(told))
    except UnreadableError:
        return None
