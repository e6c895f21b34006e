"""The kinds of cases that there are in all case systems, by what stays of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from integrations.connections import catalogue
from integrations.connections import queries as connections
from integrations.connections.types import System
from integrations.zgw.queries import mirror
from integrations.zgw.types import CaseType, DocumentType, ResultType, StableKey, StatusType

from .written import Key


@dataclass(frozen=True, slots=True)
class CaseSystem:
    """A connection with a case system."""

    connection: UUID
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Known:
    """A case type for citizens, by the version that holds today."""

    system: CaseSystem
    stable: StableKey
    case_type: CaseType

    @property
    def key(self) -> Key:
        """Answer what its settings are found by."""
        return self.system.slug, self.stable.domain, self.stable.rsin, self.stable.identification


@dataclass(frozen=True, slots=True)
class Parts:
    """What one version of a case type is made of."""

    steps: Sequence[StatusType] = ()
    results: Sequence[ResultType] = ()
    documents: Sequence[DocumentType] = ()


NO_PARTS: Final = Parts()


def systems() -> list[CaseSystem]:
    """List the case systems of the entered municipality: one query."""
    return [
        CaseSystem(one.key, one.slug, catalogue.title(one.reference, one.name))
        for one in connections.overviews_inside()
        if one.system == System.CASE_SYSTEM
    ]


def every(asked: Iterable[CaseSystem] | None = None) -> list[Known]:
    """List the case types for citizens: one query for each case system."""
    return [
        Known(system, one.key, one.case_type)
        for system in (systems() if asked is None else asked)
        for one in mirror.in_force(system.connection)
    ]


def one(key: Key) -> Known | None:
    """Answer a case type by what its settings are found by."""
    asked = [system for system in systems() if system.slug == key[0]]
    return next((known for known in every(asked) if known.key == key), None)


def parts_of(kinds: Sequence[Known]) -> dict[Key, Parts]:
    """Answer what these are made of: three queries for each case system."""
    found: dict[Key, Parts] = {}
    for connection in {kind.system.connection for kind in kinds}:
        mine = [kind for kind in kinds if kind.system.connection == connection]
        urls = [kind.case_type.url for kind in mine]
        steps = mirror.steps_of_each(connection, urls)
        results = mirror.results_of_each(connection, urls)
        documents = mirror.documents_of_each(connection, [kind.case_type for kind in mine])
        for kind in mine:
            url = kind.case_type.url
            found[kind.key] = Parts(steps.get(url, ()), results.get(url, ()), documents.get(url, ()))
    return found
