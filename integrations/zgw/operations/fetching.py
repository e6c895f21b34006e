"""Read lists row by row: one that cannot be read is named with its field, and keeps nobody else out (W-39)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from integrations.outcomes import Outcome
from integrations.sources.items import Item, UnreadableError
from integrations.zgw.types import Failure, Part

CUT: Final = "cut off"


@dataclass(frozen=True, slots=True)
class Listing[T]:
    """What a list came to."""

    rows: Sequence[T] = ()
    failures: Sequence[Failure] = ()
    is_whole: bool = True
    """Whether what is not in it is not there."""
    unread: frozenset[str] = field(default_factory=frozenset)
    """Addresses of what is there and could not be read: it is not gone."""


def listed[T](told: Outcome[list[Any]], make: Callable[[Item], T], part: Part, of: str = "") -> Listing[T]:
    """Read what a list told.

    :param of: whose list it is, for the report.
    """
    if told.value is None:
        return Listing(failures=[Failure(part, of, _reason(told))], is_whole=False)
    rows, failures, unread = list[T](), list[Failure](), set[str]()
    for one in told.value:
        try:
            rows.append(make(Item(one)))
        except UnreadableError as error:
            url = _url(one)
            failures.append(Failure(part, url or of, "malformed", error.path))
            unread.add(url)
    if told.is_cut:
        failures.append(Failure(part, of, told.reason.value if told.reason else CUT))
    # What has no address cannot be told from what is gone.
    is_whole = not told.is_cut and not told.missing and "" not in unread
    return Listing(rows, failures, is_whole, frozenset(unread))


def single[T](told: Outcome[Any], make: Callable[[Item], T], part: Part, url: str) -> Listing[T]:
    """Read one record that was asked for by its address; of another it says nothing."""
    if not told.is_answered:
        return Listing(failures=[Failure(part, url, _reason(told))], is_whole=False)
    return listed(told.map(lambda one: [one]), make, part, url)


def together[T](listings: Iterable[Listing[T]], *, is_whole: bool) -> Listing[T]:
    """Put listings together."""
    every = list(listings)
    return Listing(
        [row for one in every for row in one.rows],
        [failure for one in every for failure in one.failures],
        is_whole,
        frozenset(url for one in every for url in one.unread),
    )


def _reason(told: Outcome[Any]) -> str:
    return told.reason.value if told.reason else told.kind.value


def _url(told: object) -> str:
    url = told.get("url") if isinstance(told, dict) else None
    return url[:1000] if isinstance(url, str) else ""
