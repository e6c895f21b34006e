"""What pages and jobs ask the KVK: `company` and `branches` make questions for `sources.gather`.

Each may also be asked by itself: `kvk.branches(connection, number)(Deadline(5))`. When the KVK gives no answer, that is
what the outcome says. That a company has no branches, or one, is told by *empty* and *ok* alone: whoever decides from
that for whom somebody acts does so on nothing less, or an outage would widen it.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import UUID

from integrations import sources
from integrations.connections import clients
from integrations.connections import queries as connections
from integrations.errors import Reason
from integrations.http import Deadline
from integrations.outcomes import Kind, Outcome, failed, found
from integrations.sources import rows
from tenants.entry import current

from . import client
from .types import Branch, Company

COMPANY: Final = "kvk.company"
BRANCHES: Final = "kvk.branches"
EIGHT: Final = re.compile(r"\d{8}", re.ASCII)


def company(connection: UUID, kvk: str) -> sources.Kept[Company]:
    """Make the question for a company; *not found* where nobody has that number.

    :raises ValueError: when that is no number of the KVK.
    """

    def read(session: clients.Client) -> Outcome[Company]:
        told = client.profile(session, kvk)
        return rows.one_of(told, client.read_company, source=COMPANY, is_theirs=lambda one: one.kvk == kvk)

    return sources.kept(COMPANY, _parts(connection, kvk), _question(connection, read))


def branches(connection: UUID, kvk: str) -> sources.Kept[list[Branch]]:
    """Make the question for all branches of a company, the main one first, the others by name and place.

    :raises ValueError: when that is no number of the KVK.
    """

    def read(session: clients.Client) -> Outcome[list[Branch]]:
        told = client.branches(session, kvk)
        answer = rows.every_of(
            told, client.read_branch, source=BRANCHES, is_theirs=lambda one: one.kvk == kvk
        )
        return _whole(answer.map(_in_order), len(told.value or []))

    return sources.kept(BRANCHES, _parts(connection, kvk), _question(connection, read))


def _in_order(found: list[Branch]) -> list[Branch]:
    return sorted(found, key=lambda one: (not one.is_main, one.name.casefold(), one.city, one.number))


def _whole(answer: Outcome[list[Branch]], arrived: int) -> Outcome[list[Branch]]:
    """Answer *ok* or *empty* for a list that is whole alone: what was dropped as another's is missing too.

    Where a page could not be had one at least is missing: such an answer is not kept for a day.
    """
    if answer.value is None:
        return answer
    missing = max(arrived - len(answer.value), 1 if answer.reason else 0)
    if missing and not answer.value:
        return failed(Reason.MALFORMED)
    return replace(answer, kind=Kind.PARTIAL, missing=missing) if missing else answer


def _parts(connection: UUID, kvk: str) -> dict[str, str]:
    """Tell copies apart; each part is hashed under the municipality's key."""
    if not EIGHT.fullmatch(kvk):
        raise ValueError("That is no number of the KVK.")
    return {"connection": str(connection), "company": kvk}


def _question[T](connection: UUID, read: Callable[[clients.Client], Outcome[T]]) -> sources.Query[T]:
    """Look up how the KVK is reached, now: a question that is asked asks our database nothing."""
    access = clients.outcome_of(lambda: found(connections.access_to(connection)))

    def question(deadline: Deadline) -> Outcome[T]:
        if access.value is None:
            return failed(access.reason or Reason.SWITCHED_OFF)
        with clients.open(access.value, tenant=current(), deadline=deadline) as session:
            return read(session)

    return question
