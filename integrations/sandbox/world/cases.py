"""Synthetic cases: of every kind, in every state, with deadlines that are near, far and past."""

import random
import uuid as uuids
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from .catalogue import CaseType, ResultType, RoleType, StatusType
from .people import Branch, Company, Employee, Person, companies, employees, people

type Party = Person | Company | Branch | Employee


class Stage(Enum):
    """How far a case is: its statuses, and which part of its time is over."""

    NEW = (1, 0.05)
    UNDER_WAY = (2, 0.4)
    WAITING = (3, 0.6)
    NEARLY_DUE = (2, 0.95)
    OVERDUE = (2, 1.3)
    DONE = (4, 0.8)
    LONG_DONE = (4, 6.0)


@dataclass(frozen=True, slots=True)
class Status:
    """A status that a case has had."""

    uuid: uuids.UUID
    type: StatusType
    moment: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody's part in a case."""

    uuid: uuids.UUID
    type: RoleType
    party: Party


@dataclass(frozen=True, slots=True)
class Result:
    """How a case ended."""

    uuid: uuids.UUID
    type: ResultType


@dataclass(frozen=True, slots=True)
class Case:
    """A case."""

    uuid: uuids.UUID
    identification: str
    type: CaseType
    title: str
    started: date
    due: date
    ended: date | None
    is_extended: bool
    statuses: tuple[Status, ...]
    """The first is the oldest."""
    roles: tuple[Role, ...]
    result: Result | None

    @property
    def is_waiting(self) -> bool:
        """Tell whether the clock stands still until somebody answers."""
        return self.ended is None and self.statuses[-1].type.number == Stage.WAITING.value[0]


def cases(
    namespace: uuids.UUID, types: tuple[CaseType, ...], *, today: date, count: int, random_: random.Random
) -> Iterator[Case]:
    """Make so many cases: first Fatima's, of each kind and in each state, then each company's, then anybody's."""
    stages, hers = list(Stage), 2 * len(types)
    for number in range(count):
        is_known = number < hers + 2 * len(companies())
        kind = types[number % len(types)] if is_known else random_.choice(types)
        stage = stages[number % len(stages)] if is_known else random_.choice(stages)
        if number < hers:
            party: Party = people()[0]
        else:
            party = _of_company(number - hers) if is_known else _party(random_)
        yield _case(namespace, number, kind, stage, party, today)


def advanced(case: Case, at: datetime) -> Case:
    """Answer a case with its next status; the same one at another moment is another, as after a new start.

    :raises IndexError: when it had its last.
    """
    kind = case.type.statuses[len(case.statuses)]
    status = Status(uuids.uuid5(case.uuid, f"status {len(case.statuses)} {at}"), kind, at)
    is_last = len(case.statuses) + 1 == len(case.type.statuses)
    return replace(
        case,
        statuses=(*case.statuses, status),
        ended=at.date() if is_last else case.ended,
        result=Result(uuids.uuid5(case.uuid, "result"), case.type.results[0]) if is_last else case.result,
    )


def opened(like: Case, own: uuids.UUID, at: datetime) -> Case:
    """Answer a new case of the same kind, of the same people."""
    return replace(
        like,
        uuid=own,
        identification=f"ZAAK-{at.year}-{own.int % 10**10:010d}",
        started=at.date(),
        due=at.date() + timedelta(days=like.type.days),
        ended=None,
        is_extended=False,
        statuses=(Status(uuids.uuid5(own, "status 0"), like.type.statuses[0], at),),
        roles=tuple(replace(one, uuid=uuids.uuid5(own, str(one.uuid))) for one in like.roles),
        result=None,
    )


def _of_company(number: int) -> Party:
    """Choose a company, and then its first branch."""
    company = companies()[number // 2]
    return company.branches[0] if number % 2 else company


def _party(random_: random.Random) -> Party:
    """Choose who asks: Fatima often, other people and companies now and then."""
    chance = random_.random()
    if chance < 0.25:
        return people()[0]
    if chance < 0.35:
        return random_.choice(companies())
    return random_.choice(random_.choice(companies()).branches) if chance < 0.45 else random_.choice(people())


def _case(
    namespace: uuids.UUID, number: int, kind: CaseType, stage: Stage, party: Party, today: date
) -> Case:
    own = uuids.uuid5(namespace, f"case {number}")
    reached, share = stage.value
    started = today - timedelta(days=round(kind.days * share) + number % 3)
    is_done = reached == len(kind.statuses)
    return Case(
        uuid=own,
        identification=f"ZAAK-{started.year}-{number + 1:010d}",
        type=kind,
        title=f"{kind.name} ({party.name})"[:80] if isinstance(party, Company) else kind.name,
        started=started,
        due=started + timedelta(days=kind.days),
        ended=started + _after(kind, reached - 1) if is_done else None,
        is_extended=stage is Stage.OVERDUE,
        statuses=tuple(_statuses(own, kind, reached, started, today)),
        roles=tuple(_roles(own, kind, party, number)),
        result=Result(uuids.uuid5(own, "result"), kind.results[number % len(kind.results)])
        if is_done
        else None,
    )


def _after(kind: CaseType, place: int) -> timedelta:
    """Tell how long it takes until a case has its next status, its next but one, …"""
    return timedelta(days=round(kind.days * 0.2 * place))


def _statuses(own: uuids.UUID, kind: CaseType, reached: int, started: date, today: date) -> Iterator[Status]:
    for place in range(reached):
        day = started + _after(kind, place)
        # Of today, as early as can be: what happens next may not be before what happened.
        hour = time(9 + place, 15) if day < today else time(0, 0, place)
        moment = datetime.combine(day, hour, UTC)
        yield Status(uuids.uuid5(own, f"status {place}"), kind.statuses[place], moment)


def _roles(own: uuids.UUID, kind: CaseType, party: Party, number: int) -> Iterator[Role]:
    asks, handles, minds = kind.roles
    yield Role(uuids.uuid5(own, "initiator"), asks, party)
    yield Role(uuids.uuid5(own, "behandelaar"), handles, employees()[number % len(employees())])
    if number % 4 == 3:
        yield Role(uuids.uuid5(own, "belanghebbende"), minds, people()[1 + number % (len(people()) - 1)])
