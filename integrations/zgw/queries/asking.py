"""A question to one case system, and several calls of it side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from integrations import sources
from integrations.connections import clients
from integrations.connections import queries as connections
from integrations.connections.types import Access
from integrations.errors import Reason
from integrations.http import Deadline
from integrations.outcomes import Outcome, failed, found
from integrations.zgw import abilities
from integrations.zgw.abilities import Abilities
from integrations.zgw.reading import parties
from integrations.zgw.types.options import CompanyBy, Options
from integrations.zgw.types.parties import Applicant, PartyKind, Role
from tenants import parallel
from tenants.entry import current

type Call = Callable[[], Outcome[Any]]
type Reached = Callable[[], Access]
type Rsin = sources.Query[str]
"""Finds the RSIN of a company that is known by another number; empty for one that has none."""


@dataclass(frozen=True, slots=True)
class Session:
    """One system while it is asked, for whom, and what it can do."""

    connection: UUID
    client: clients.Client
    access: Access
    able: Abilities
    applicant: Applicant
    options: Options

    @property
    def kvk_as_rsin(self) -> bool:
        """Tell whether companies are known by their KvK number in the place of the RSIN."""
        is_company = self.applicant.kind is PartyKind.COMPANY
        return is_company and self.able.company_by is CompanyBy.KVK_AS_RSIN

    def together(self, calls: Sequence[Call]) -> list[Outcome[Any]]:
        """Make calls side by side, in as many threads as leave room for another page; each answers an outcome.

        Who found no place is let in when the others of his page have left: many pages at once are slower, not emptier.
        """
        if len(calls) < 2:
            return [call() for call in calls]
        answers, waiting = dict[int, Outcome[Any]](), list(range(len(calls)))
        while waiting:
            answers.update(self._side_by_side(calls, waiting))
            sent_away = [number for number in waiting if answers[number].reason is Reason.CROWDED]
            waiting = sent_away if len(sent_away) < len(waiting) else []
        return [answers[number] for number in range(len(calls))]

    def _side_by_side(self, calls: Sequence[Call], chosen: Sequence[int]) -> dict[int, Outcome[Any]]:
        threads = max(1, min(self.access.limits.at_once // 2, len(chosen)))
        with self.client.room_for(threads):
            found = parallel.run(lambda number: clients.outcome_of(calls[number]), chosen, threads=threads)
        return dict(zip(chosen, found, strict=True))


def question[T](
    connection: UUID,
    applicant: Applicant,
    options: Options,
    ask: Callable[[Session], Outcome[T]],
    *,
    rsin: Rsin | None = None,
    access: Reached | None = None,
) -> sources.Query[T]:
    """Look up how the system is reached, now: a question that is asked asks our database nothing.

    :param rsin: asked only where the system knows companies by a number that is not known of who asks (I-031).
    :param access: of who has looked the connection up already; else that is looked up here.
    """
    reached = access or partial(connections.access_to, connection)
    way = clients.outcome_of(lambda: found(reached()))

    def query(deadline: Deadline) -> Outcome[T]:
        if way.value is None:
            return failed(way.reason or Reason.SWITCHED_OFF)
        with clients.open(way.value, tenant=current(), deadline=deadline) as client:
            able = abilities.of(way.value, options)
            known = _known(applicant, able, rsin, deadline)
            if known.value is None:
                return Outcome(known.kind, reason=known.reason)
            session = Session(connection, client, way.value, able, known.value, options)
            return clients.outcome_of(lambda: ask(session))

    return query


def _known(
    applicant: Applicant, able: Abilities, rsin: Rsin | None, deadline: Deadline
) -> Outcome[Applicant]:
    """Answer who asks, by a number that the system knows where it can be found."""
    is_by_rsin = applicant.kind is PartyKind.COMPANY and able.company_by is CompanyBy.RSIN
    if rsin is None or not is_by_rsin or applicant.rsin:
        return found(applicant)
    return rsin(deadline).map(lambda number: Applicant.company(kvk=applicant.kvk, rsin=number))


def is_theirs(role: Role, session: Session) -> bool:
    """Tell whether a role is of who asks, whatever part it is."""
    return parties.is_of(role, session.applicant, kvk_as_rsin=session.kvk_as_rsin)
