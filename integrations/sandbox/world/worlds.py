"""What a municipality's stand-ins know, kept together so that they agree."""

import random
import threading
import uuid as uuids
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from .cases import Case, advanced, cases, opened
from .catalogue import CaseType, case_types, copied, new_version
from .documents import Document, Link, of_case
from .identifiers import RSINS
from .people import Person, people
from .remembering import NOWHERE, Memory

ROOT = uuids.UUID("5b0f7c52-6f0e-4c0a-9a55-0d6a3f6b7e11")
SUBSCRIPTIONS = "abonnement"
"""What was given to keep and outlives the process: who subscribed would wait in vain for news."""
KEPT = 200
"""Municipalities; of more the one that was asked for longest ago is made anew, without what was added to it."""


class World:
    """One municipality; what is added to it lasts as long as the process, but for who subscribed."""

    def __init__(self, slug: str, *, seed: str, count: int, today: date) -> None:
        self.namespace = uuids.uuid5(ROOT, f"{seed}:{slug}")
        self.today = today
        self.types: tuple[CaseType, ...] = case_types(self.namespace)
        chance = random.Random(self.namespace.int)  # noqa: S311 - the same for the same seed
        self.cases: dict[uuids.UUID, Case] = {
            case.uuid: case
            for case in cases(self.namespace, self.types, today=today, count=count, random_=chance)
        }
        made = [pair for n, case in enumerate(self.cases.values()) for pair in of_case(case, n)]
        self.documents: dict[uuids.UUID, Document] = {document.uuid: document for document, _ in made}
        self.links: dict[uuids.UUID, Link] = {link.uuid: link for _, link in made}
        self.statuses = {one.uuid: (case, one) for case in self.cases.values() for one in case.statuses}
        self.roles = {one.uuid: (case, one) for case in self.cases.values() for one in case.roles}
        self.results = {case.result.uuid: (case, case.result) for case in self.cases.values() if case.result}
        self._links_of: dict[uuids.UUID, list[Link]] = {}
        for link in self.links.values():
            self._links_of.setdefault(link.case, []).append(link)
        self.kept: dict[str, dict[uuids.UUID, dict[str, object]]] = {}
        """What stand-ins were given and only have to give back, by the name of its resource."""
        self.lock = threading.RLock()
        self._slug, self._memory = slug, NOWHERE

    def recall(self, memory: Memory) -> None:
        """Know what an earlier process was given to keep."""
        self._memory = memory
        if known := memory.recall(self._slug):
            self.kept[SUBSCRIPTIONS] = known

    def remember(self, name: str) -> None:
        """Write down what was given to keep, for the next process."""
        with self.lock:
            self._memory.keep(self._slug, self.kept.get(name, {}))

    def publish(self, identification: str, status: str = "") -> CaseType:
        """Publish a new version of a kind of cases, from today on; what was in force ends, and its cases stay with it.

        :param status: what its second status is called from now on; nothing leaves it as it is.
        :raises StopIteration: when there is none in force of that identification.
        """
        with self.lock:
            former = next(
                one for one in self.types if one.identification == identification and one.ends is None
            )
            new = new_version(former, begins=self.today, status=status)
            self.types = (*(_ended(one, former, self.today) for one in self.types), new)
            return new

    def withdraw(self, identification: str) -> int:
        """Take all versions of a kind of cases out of the catalogue; answers how many there were."""
        with self.lock:
            left = tuple(one for one in self.types if one.identification != identification)
            number = len(self.types) - len(left)
            self.types = left
            return number

    def multiply(self, versions: int) -> None:
        """Let the catalogue have so many versions in all, as large ones do."""
        with self.lock:
            own = self.types
            more = range(versions - len(own))
            self.types = (*own, *(copied(own[number % len(own)], number) for number in more))

    @property
    def rsin(self) -> str:
        """Answer the number of the municipality itself."""
        return RSINS[100 + self.namespace.int % (len(RSINS) - 100)]

    def links_of(self, case: uuids.UUID) -> list[Link]:
        """Answer the documents of a case."""
        return list(self._links_of.get(case, ()))

    def link(self, link: Link) -> None:
        """Add a document to a case."""
        with self.lock:
            self.links[link.uuid] = link
            self._links_of.setdefault(link.case, []).append(link)

    def advance(self, case: uuids.UUID, at: datetime) -> Case:
        """Give a case its next status; the last one ends it, with a result.

        :raises KeyError: when there is no such case.
        :raises IndexError: when it had its last status.
        """
        with self.lock:
            new = advanced(self.cases[case], at)
            self.cases[case] = new
            self.statuses |= {one.uuid: (new, one) for one in new.statuses}
            self.roles |= {one.uuid: (new, one) for one in new.roles}
            if new.result:
                self.results[new.result.uuid] = (new, new.result)
            return new

    def begin(self, of: uuids.UUID, at: datetime) -> Case:
        """Open a case like another one, on the day of a moment, with its first status.

        :raises KeyError: when there is no other one.
        """
        with self.lock:
            new = opened(self.cases[of], uuids.uuid4(), at)
            self.cases[new.uuid] = new
            self.statuses |= {one.uuid: (new, one) for one in new.statuses}
            self.roles |= {one.uuid: (new, one) for one in new.roles}
            return new

    def stranger_to(self, bsn: str) -> Person:
        """Answer somebody else."""
        return next(person for person in people() if person.bsn != bsn)


def _ended(one: CaseType, former: CaseType, on: date) -> CaseType:
    return replace(one, ends=on) if one is former else one


class Worlds:
    """The worlds of all municipalities, made when they are asked for."""

    def __init__(self, *, seed: str, count: int, today: Callable[[], date], memory: Memory = NOWHERE) -> None:
        self._seed, self._count, self._today, self._memory = seed, count, today, memory
        self._lock = threading.Lock()
        self._worlds: OrderedDict[str, World] = OrderedDict()

    def of(self, slug: str) -> World:
        """Answer the world of a municipality."""
        with self._lock:
            if slug not in self._worlds:
                world = World(slug, seed=self._seed, count=self._count, today=self._today())
                world.recall(self._memory)
                self._worlds[slug] = world
            self._worlds.move_to_end(slug)
            while len(self._worlds) > KEPT:
                self._worlds.popitem(last=False)
            return self._worlds[slug]
