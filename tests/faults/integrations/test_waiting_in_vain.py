"""A source hangs while pages wait for it: they go out as soon as that is in vain, and its calls go on (F03, F18)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from integrations import sources
from integrations.connections import clients
from integrations.connections.guard import books, rules, shared
from integrations.connections.guard.types import Asked, Ended, Verdict
from integrations.errors import Reason
from integrations.http import Deadline
from integrations.outcomes import Kind, Outcome
from integrations.sources import Visitor, late
from tenants import parallel
from tenants.entry import current, enter
from tenants.types import TenantRef
from tests.faults.integrations.conftest import Connect
from tests.faults.integrations.wire import Wire
from tests.integrations.example.conftest import Asker
from tests.stack import until

LONG = 60.0
"""Seconds that a page and a call may take: nothing here ends because its time is over."""
FATIMA = Visitor("fatima", "s" * 32)
PATH = "/subsidies/SUB-00001"
ALL = 10


@dataclass
class Pages:
    """Pages that are being made, each in a thread of its own as in the web server."""

    asker: Asker
    threads: list[threading.Thread] = field(default_factory=list)  # noqa: TID251 - the web server's
    made: list[Outcome[Any]] = field(default_factory=list)
    looked: int = 0

    def begin(self, number: int, **call: Any) -> None:
        """Begin to make so many, and wait until all their calls are under way."""
        question, before = self._question(**call), self.under_way
        for _ in range(number):
            thread = threading.Thread(target=self._make, args=(question,))  # noqa: TID251 - as above
            self.threads.append(thread)
            thread.start()
        until(lambda: self.under_way == before + number, "the calls of all pages")

    def end(self) -> None:
        """Wait until all are made."""
        for thread in self.threads:
            thread.join(LONG)
            assert not thread.is_alive()

    @property
    def under_way(self) -> int:
        """Count the calls for which somebody waits."""
        return int(shared.book().ask(["ZCARD", f"{self._key}:w"])[0])

    def usual(self, milliseconds: int) -> None:
        """Say how long good answers took of late."""
        shared.book().ask(["HSET", self._key, "longest", milliseconds])

    def open_breaker(self) -> None:
        """Let so many calls of another process fail."""
        for number in range(rules.MOST_IN_ROW):
            shared.book().take(self._key, Asked(f"other-{number}", 100, 60_000))
            shared.book().give_back(self._key, Ended(f"other-{number}", Verdict.BAD))

    @property
    def _key(self) -> str:
        return books.key_for(self.asker.tenant.uuid, self.asker.key)

    def _make(self, question: sources.Query[Any]) -> None:
        with enter(self.asker.tenant):
            outcomes = sources.gather({"harmed": question}, budget=LONG, longest=LONG, whose=FATIMA)
        self.made.append(outcomes["harmed"])

    def _question(self, **call: Any) -> sources.Query[Any]:
        access = self.asker.access
        access = replace(access, limits=replace(access.limits, read=LONG, total=LONG, at_once=ALL + 1))

        def question(deadline: Deadline) -> Outcome[Any]:
            with clients.open(access, tenant=current(), deadline=deadline) as session:
                return clients.ask(session, PATH, lambda told: told, **call)

        return question


@pytest.fixture
def pages(
    connect: Connect, zonnedam: TenantRef, wire: Wire, begun: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Pages]:
    """Pages of Zonnedam, of which the source has answered before and hangs from now on; nobody calls that long yet."""
    made, look = Pages(connect(zonnedam, wire)), books.is_in_vain

    def counted(place: books.Place) -> bool:
        made.looked += 1
        return look(place)

    monkeypatch.setattr(books, "is_in_vain", counted)
    with enter(zonnedam), released(wire, made):
        made.asker.fetch()
        made.usual(10 * round(LONG * 1_000))
        wire.hold()
        yield made


@contextmanager
def released(wire: Wire, pages: Pages) -> Iterator[None]:
    """Leave nobody waiting."""
    try:
        yield
    finally:
        wire.carry()
        pages.end()


@pytest.mark.fault("F03", "F18")
@pytest.mark.covers("M-04", "M-06")
@pytest.mark.parametrize(
    "happens",
    [lambda pages: pages.usual(50), Pages.open_breaker],
    ids=["three wait in vain", "the breaker opens"],
)
def test_all_pages_go_out_and_what_comes_yet_they_fetch_afterwards(
    pages: Pages, wire: Wire, begun: list[Any], happens: Callable[[Pages], None]
) -> None:
    """Were the calls ended too, nothing would be left that tells that it hangs."""
    pages.begin(ALL)

    happens(pages)
    pages.end()

    assert {(page.kind, page.reason) for page in pages.made} == {(Kind.UNAVAILABLE, Reason.RESTING)}
    assert pages.under_way == ALL
    wire.carry()
    assert parallel.wait_for(begun, LONG)
    came = [late.fetch(page.later, FATIMA, dict[str, Any]) for page in pages.made]
    assert len(came) == ALL
    assert {each.kind for each in came if each} == {Kind.OK}


@pytest.mark.fault("F03")
def test_who_is_slow_and_answers_is_waited_for(pages: Pages, wire: Wire) -> None:
    pages.begin(ALL)

    until(lambda: pages.looked >= 3 * ALL, "some looks of each page")
    assert pages.made == []
    wire.carry()
    pages.end()

    assert {(page.kind, page.later) for page in pages.made} == {(Kind.OK, "")}


@pytest.mark.fault("F03")
def test_who_changes_something_there_waits_to_hear_what_became_of_it(pages: Pages, wire: Wire) -> None:
    pages.begin(rules.MOST_UNANSWERED)
    pages.begin(1, method="POST", json={})
    pages.usual(50)

    until(lambda: len(pages.made) == rules.MOST_UNANSWERED, "those who read")
    assert {page.reason for page in pages.made} == {Reason.RESTING}
    wire.carry()
    pages.end()

    written = pages.made[-1]
    assert written.reason not in {Reason.RESTING, Reason.TOO_SLOW}
    assert written.later == ""
