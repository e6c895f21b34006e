"""What a page asks the register: `subsidies_of` and `subsidy` make questions for `sources.gather`."""

from collections.abc import Callable
from uuid import UUID

from integrations import sources
from integrations.connections import clients
from integrations.connections import queries as connections
from integrations.errors import Reason
from integrations.http import Deadline
from integrations.outcomes import Outcome, failed, found
from integrations.sources import rows
from tenants.entry import current

from . import client
from .types import Subsidy

COPY = "example.subsidies"


def subsidies_of(connection: UUID, *, person: str, bsn: str) -> sources.Kept[list[Subsidy]]:
    """Make the question for somebody's subsidies; what was last known is shown when there is no answer."""

    def read(session: clients.Client) -> Outcome[list[Subsidy]]:
        told = client.subsidies(session, bsn)
        return rows.every_of(told, client.read, source=COPY, is_theirs=lambda one: one.applicant == bsn)

    return sources.kept(COPY, {"person": person, "connection": str(connection)}, _question(connection, read))


def subsidy(connection: UUID, number: str, *, bsn: str) -> sources.Query[Subsidy]:
    """Make the question for one subsidy: somebody else's is not there."""

    def read(session: clients.Client) -> Outcome[Subsidy]:
        told = client.subsidy(session, number)
        return rows.one_of(
            told, client.read, source="example.subsidy", is_theirs=lambda one: one.applicant == bsn
        )

    return _question(connection, read)


def _question[T](connection: UUID, read: Callable[[clients.Client], Outcome[T]]) -> sources.Query[T]:
    """Look up how the register is reached, now: a question that is asked asks our database nothing."""
    access = clients.outcome_of(lambda: found(connections.access_to(connection)))

    def question(deadline: Deadline) -> Outcome[T]:
        if access.value is None:
            return failed(access.reason or Reason.SWITCHED_OFF)
        with clients.open(access.value, tenant=current(), deadline=deadline) as session:
            return read(session)

    return question
