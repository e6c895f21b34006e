"""Compare a case with what was seen of it before, and say what changed as its system would have told it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol

from integrations.zgw.reading.changes import Glimpse, Link
from integrations.zgw.types.news import CASE, CREATE, LINK, RESULT, STATUS, UPDATE, Change

SKEW: Final = timedelta(minutes=5)
"""So far may their clock be behind ours."""
STATUS_SEEN, RESULT_SEEN, CHANGED, LOOKED = "status", "result", "changed", "looked"


class Before(Protocol):
    """What was known of a case."""

    @property
    def seen(self) -> Mapping[str, str]:
        """Answer what was seen of it."""

    @property
    def known_at(self) -> datetime:
        """Answer since when it is known."""


def seen(case: Glimpse, now: datetime) -> dict[str, str]:
    """Answer what to keep of a case for the next time."""
    return {
        STATUS_SEEN: case.status,
        RESULT_SEEN: case.result,
        CHANGED: case.changed_at.isoformat() if case.changed_at else "",
        LOOKED: now.isoformat(),
    }


def news_after(case: Glimpse, before: Before | None, since: datetime | None) -> datetime | None:
    """Answer from when on what happened to a case is news; None where nothing of it is.

    Of one that was seen, that is the last look. Of one of which only is known that it is there, its system must say
    that it changed since; else it may have been so all the time. One that nobody knew is news when it is new.
    """
    if since is None:
        return None
    if before is not None and before.seen:
        return datetime.fromisoformat(before.seen[LOOKED])
    after = before.known_at if before is not None else since
    if case.changed_at is not None:
        return after if case.changed_at > after - SKEW else None
    return after if before is None and _is_new(case, since) else None


def changes(
    case: Glimpse, before: Mapping[str, str], since: datetime | None, *, now: datetime
) -> list[Change]:
    """Say what changed of the case itself."""
    at = case.changed_at or now
    found = []
    if not before and since is not None and _is_new(case, since):
        found.append(Change(case.url, CASE, case.url, CREATE, at, case.features))
    if case.status and case.status != before.get(STATUS_SEEN):
        found.append(Change(case.url, STATUS, case.status, CREATE, at, case.features))
    if case.result and case.result != before.get(RESULT_SEEN):
        found.append(Change(case.url, RESULT, case.result, CREATE, at, case.features))
    return found


def otherwise(case: Glimpse, before: Mapping[str, str]) -> list[Change]:
    """Say that something of the case changed, where its system says so and it is nothing of what is known."""
    if case.changed_at is None or not _has_moved(case, before):
        return []
    return [Change(case.url, CASE, case.url, UPDATE, case.changed_at, case.features)]


def may_have_documents(case: Glimpse, before: Mapping[str, str]) -> bool:
    """Tell whether it is worth asking for documents: where a system does not say that a case changed, always."""
    return case.changed_at is None or _has_moved(case, before)


def added(case: Glimpse, links: Iterable[Link], after: datetime) -> list[Change]:
    """Say which documents were added to a case after a moment."""
    return [
        Change(case.url, LINK, one.url, CREATE, one.registered, case.features)
        for one in links
        if one.case == case.url and one.registered is not None and one.registered > after - SKEW
    ]


def _is_new(case: Glimpse, since: datetime) -> bool:
    return case.registered is not None and case.registered >= since.date()


def _has_moved(case: Glimpse, before: Mapping[str, str]) -> bool:
    return case.changed_at is not None and case.changed_at.isoformat() != before.get(CHANGED)
