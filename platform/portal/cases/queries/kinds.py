"""What the kinds of cases are called: joined from our mirror of the catalogues, in three queries for each system."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from integrations.zgw.queries import mirror
from integrations.zgw.types.cases import Case
from portal.cases.types import Kinds


def of(connection: UUID, cases: Sequence[Case]) -> Mapping[UUID, Kinds]:
    """Answer the kinds of cases of one system, by the case; what the mirror does not know, the answer may have told."""
    types = mirror.case_types(connection, (one.type for one in cases))
    statuses = mirror.status_types(connection, [one.status.type for one in cases if one.status])
    results = mirror.result_types(connection, [one.result.type for one in cases if one.result])
    return {
        one.uuid: Kinds(
            types.get(one.type) or one.case_type,
            (statuses.get(one.status.type) if one.status else None) or one.status_type,
            (results.get(one.result.type) if one.result else None) or one.result_type,
        )
        for one in cases
    }


def unknown(connection: UUID, cases: Iterable[Case]) -> Sequence[str]:
    """List the types of these cases that the mirror does not know: one query, none where there are no cases."""
    urls = {one.type for one in cases}
    return mirror.unknown(connection, urls) if urls else []
