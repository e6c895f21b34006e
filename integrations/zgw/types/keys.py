"""What settings of kinds of cases are bound to, so that they survive a new version (I-091 to I-094).

A new version of a case type has other addresses for itself and all its parts. What stays is the catalogue (domain and
RSIN) with the identification of the type; of a step its name, or else its place; of results and kinds of documents
their name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from .catalogue import CaseType, Catalogue, DocumentType, ResultType, StatusType

type Step = tuple[str, int | None]
"""Name and place of a step."""


@dataclass(frozen=True, slots=True)
class StableKey:
    """A case type, whichever version."""

    connection: UUID
    domain: str
    rsin: str
    identification: str


@dataclass(frozen=True, slots=True)
class StatusKey:
    """A step of a case type, whichever version."""

    case_type: StableKey
    name: str
    order: int | None = None


@dataclass(frozen=True, slots=True)
class ResultKey:
    """A result of a case type, whichever version."""

    case_type: StableKey
    name: str


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """A kind of document as one case type has it, whichever version."""

    case_type: StableKey
    name: str


def key_of(connection: UUID, catalogue: Catalogue, case_type: CaseType) -> StableKey:
    """Name a case type for good."""
    return StableKey(connection, catalogue.domain, catalogue.rsin, case_type.identification)


def key_of_status(status_type: StatusType, of: StableKey) -> StatusKey:
    """Name a step for good.

    :param of: the key of the case type; `StatusType.case_type` is the address of one version of it.
    """
    return StatusKey(of, status_type.name, status_type.order)


def key_of_result(result_type: ResultType, of: StableKey) -> ResultKey:
    """Name a result for good."""
    return ResultKey(of, result_type.name)


def key_of_document(document_type: DocumentType, of: StableKey) -> DocumentKey:
    """Name a kind of document for good."""
    return DocumentKey(of, document_type.name)


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one to whoever reads them."""
    return folded(one) == folded(other)


def folded(name: str) -> str:
    """Write a name as it is compared."""
    return " ".join(name.split()).casefold()


def carried_over(kept: Iterable[Step], now: Iterable[Step]) -> Mapping[Step, Step]:
    """Answer for each step of now (name and place) the kept one that it continues; what is new has none.

    By name first, wherever it stands; what then is left on both sides by its place, for a step that got another name.
    Nothing that was kept is continued twice.
    """
    left, waiting = list(dict.fromkeys(kept)), list(dict.fromkeys(now))
    found: dict[Step, Step] = {}
    for is_one in ALIKE:
        for step in list(waiting):
            same = next((one for one in left if is_one(one, step)), None)
            if same is not None:
                found[step] = same
                left.remove(same)
                waiting.remove(step)
    return found


def _stands_in_place_of(one: Step, other: Step) -> bool:
    return one[1] is not None and one[1] == other[1]


ALIKE: Final[tuple[Callable[[Step, Step], bool], ...]] = (
    lambda one, other: one == other,
    lambda one, other: one[0] == other[0],
    lambda one, other: same_name(one[0], other[0]),
    _stands_in_place_of,
)
"""When two steps are one, the surest way first."""
