"""Turn a list of another system into our rows: what cannot be read is left out and counted (I-010, F08, F10).

    return rows.read(answer["results"], _case, source="zgw.cases", is_theirs=lambda case: case.bsn == bsn)

`_case` takes an `Item` and makes a frozen dataclass. A row about somebody else is dropped, never shown, and raises an
alarm (F19, O10).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from structlog import get_logger

from integrations.errors import Reason
from integrations.outcomes import Outcome, failed, found, not_found

from . import alarms
from .items import Item, UnreadableError

log = get_logger(__name__)
MOST: Final = 1_000
"""Rows of one answer that are read, at most; more is not for one page."""


def read[T](
    told: object,
    make: Callable[[Item], T],
    *,
    source: str,
    is_theirs: Callable[[T], bool] | None = None,
    most: int = MOST,
) -> Outcome[list[T]]:
    """Answer the rows that can be read; *malformed* when it is no list, or nothing of it can be read.

    :param source: the name of the query, for the log.
    :param is_theirs: whether a row is about the person or company that was asked for.
    """
    if not isinstance(told, list):
        log.warning("sources.no_list", source=source)
        return failed(Reason.MALFORMED)
    made, paths, degraded = _each(told[:most], make)
    if paths or degraded:
        log.warning("sources.rows_unreadable", source=source, skipped=dict(paths), degraded=dict(degraded))
    if made == [] and paths:
        return failed(Reason.MALFORMED)
    theirs = [row for row in made if is_theirs is None or is_theirs(row)]
    if strangers := len(made) - len(theirs):
        alarms.wrong_person(source, strangers)
    return found(theirs, missing=paths.total(), is_cut=len(told) > most)


def one[T](
    told: object, make: Callable[[Item], T], *, source: str, is_theirs: Callable[[T], bool] | None = None
) -> Outcome[T]:
    """Answer one record; *malformed* when it cannot be read, *not found* when it is about somebody else (F19)."""
    answer = read([told], make, source=source, is_theirs=is_theirs)
    if answer.value is None:
        return failed(Reason.MALFORMED)
    return found(answer.value[0]) if answer.value else not_found()


def every_of[T](
    told: Outcome[list[Any]],
    make: Callable[[Item], T],
    *,
    source: str,
    is_theirs: Callable[[T], bool] | None = None,
) -> Outcome[list[T]]:
    """Read the rows of a list that came in pages; what is missing or cut off stays so (`clients.every`)."""
    if told.value is None:
        return told.map(list)
    answer = read(told.value, make, source=source, is_theirs=is_theirs)
    if answer.value is None:
        return answer
    whole = found(answer.value, missing=answer.missing + told.missing, is_cut=answer.is_cut or told.is_cut)
    return replace(whole, reason=told.reason)


def one_of[T](
    told: Outcome[Any],
    make: Callable[[Item], T],
    *,
    source: str,
    is_theirs: Callable[[T], bool] | None = None,
) -> Outcome[T]:
    """Read the one record that was asked for (`clients.ask`), as `one` does."""
    if not told.is_answered:
        return Outcome(told.kind, reason=told.reason)
    return one(told.value, make, source=source, is_theirs=is_theirs)


def needed[T](linked: Outcome[T], path: str) -> T:
    """Answer the value of a linked object that a row cannot do without; gone or silent, it spoils that row (F08).

    :raises UnreadableError: for `make` to pass on.
    """
    if linked.value is None:
        raise UnreadableError(path)
    return linked.value


def _each[T](told: Iterable[object], make: Callable[[Item], T]) -> tuple[list[T], Counter[str], Counter[str]]:
    made, paths, degraded = list[T](), Counter[str](), Counter[str]()
    for one in told:
        try:
            item = Item(one)
            made.append(make(item))
        except UnreadableError as error:
            paths[error.path] += 1
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
            paths[type(error).__name__] += 1  # a mistake of ours in `make`: one row less, and the name of it
        else:
            degraded.update(set(item.degraded))
    return made, paths, degraded
