"""What the kinds of cases are called, and what the municipality set of them: a few queries for each system."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from integrations.zgw.queries import mirror
from integrations.zgw.types import StableKey
from integrations.zgw.types.cases import Case
from portal.cases.kinds import NOTHING_SET, Kind, Step
from portal.cases.types import Kinds

from . import configured


def of(connection: UUID, cases: Sequence[Case]) -> Mapping[UUID, Kinds]:
    """Answer the kinds of cases of one system, by the case; what the mirror does not know, the answer may have told."""
    keyed = mirror.keyed(connection, {one.type for one in cases}) if cases else {}
    types = {url: case_type for url, (_, case_type) in keyed.items()}
    own = _own(connection, {url: key for url, (key, _) in keyed.items()})
    statuses, results = mirror.steps_and_results(
        connection,
        [one.status.type for one in cases if one.status],
        [one.result.type for one in cases if one.result],
    )
    return {
        one.uuid: Kinds(
            types.get(one.type) or one.case_type,
            (statuses.get(one.status.type) if one.status else None) or one.status_type,
            (results.get(one.result.type) if one.result else None) or one.result_type,
            *own.get(one.type, (NOTHING_SET, {})),
            is_read=one.type in types,
        )
        for one in cases
    }


def _own(connection: UUID, keys: Mapping[str, StableKey]) -> Mapping[str, tuple[Kind, Mapping[str, Step]]]:
    """Answer what was set of these versions, and of their steps by address; of most nothing was."""
    found = configured.settings_of(keys.values())
    kinds = {url: found[key] for url, key in keys.items() if found[key] != NOTHING_SET}
    steps = mirror.steps_of_each(connection, kinds) if kinds else {}
    return {url: (kind, kind.steps_of(steps.get(url, []))) for url, kind in kinds.items()}
