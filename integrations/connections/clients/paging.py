"""Fetch a list that comes in pages, for as long as it is sensible (I-008, fault F12)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from integrations.errors import Reason, UnavailableError
from integrations.outcomes import Outcome, found, not_found

from .asking import ABSENT, MISREAD, outcome_of
from .client import Client

log = structlog.get_logger(__name__)
MOST_PAGES = 5
MOST_ITEMS = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """One page, in our words."""

    items: list[Any] = field(repr=False)
    next: str | None = field(default=None, repr=False)
    count: int | None = None
    """How many there are in all, as they say."""


def zgw(content: Any) -> Page:
    """Read a page as ZGW and most others write it; a bare list is a page without a next.

    :raises UnavailableError: when it is neither.
    """
    match content:
        case {"results": list(items)}:
            link, count = content.get("next"), content.get("count")
            if not isinstance(link, str | None):
                raise UnavailableError(Reason.MALFORMED)
            return Page(items, link or None, count if isinstance(count, int) else None)
        case list(items):
            return Page(items)
        case _:
            raise UnavailableError(Reason.MALFORMED)


def by_url(item: Any) -> str | None:
    """Answer what tells an item from others, where it says so: pages may overlap."""
    if not isinstance(item, dict):
        return None
    name = item.get("url") or item.get("uuid")
    return name if isinstance(name, str) else None


def every[T](
    client: Client,
    path: str,
    read: Callable[[Any], T],
    *,
    shape: Callable[[Any], Page] = zgw,
    name: Callable[[Any], str | None] = by_url,
    most_pages: int = MOST_PAGES,
    most_items: int = MOST_ITEMS,
    before: int = 0,
    method: str = "GET",
    params: Mapping[str, Any] | None = None,
    **parts: Any,
) -> Outcome[list[T]]:
    """Fetch a list: whole (*ok*, *empty*), or *partial* when pages or items of it could not be had.

    `is_cut` says that there is more: the cap was reached, a later page failed (`reason`), or its link led in a
    circle or elsewhere. An item that `read` does not understand is left out and counted (`missing`).

    :param name: answers what tells an item from others; one that comes twice is shown once.
    :param before: how many items of the list were fetched already, where it is gone on with.
    """

    def question() -> Outcome[list[T]]:
        first = client.request(method, path, params=params, **parts)
        if first.status_code in ABSENT:
            return not_found()
        walk = _Walk(client, shape, name, method, parts, most_pages)
        raw = walk.gather(first, most_items, before)
        items, missing = _read(raw, read)
        outcome = found(items, missing=missing, is_cut=walk.is_cut)
        return replace(outcome, reason=walk.reason) if walk.reason else outcome

    return outcome_of(question)


@dataclass
class _Walk:
    """One walk along the pages, and how it ended."""

    client: Client
    shape: Callable[[Any], Page]
    name: Callable[[Any], str | None]
    method: str
    parts: Mapping[str, Any]
    most_pages: int
    is_cut: bool = False
    reason: Reason | None = None

    def gather(self, first: Any, most: int, arrived: int) -> list[Any]:
        """Answer the items, each once, at most so many."""
        raw: list[Any] = []
        seen: set[str] = set()
        count = None
        for page in self._pages(first):
            arrived, count = arrived + len(page.items), page.count
            for item in page.items:
                name = self.name(item)
                if name is None or name not in seen:
                    raw.append(item)
                if name is not None:
                    seen.add(name)
            if len(raw) > most or (len(raw) == most and page.next):
                self.is_cut = True
                return raw[:most]
        # Fewer than they say there are: what is not there cannot be shown, but it can be told.
        self.is_cut = self.is_cut or (count is not None and count > arrived)
        return raw

    def _pages(self, reply: Any) -> Iterator[Page]:
        visited = {reply.url}
        page = self._understood(reply)
        yield page
        while page.next:
            if len(visited) >= self.most_pages:
                self.is_cut = True
                return
            try:
                url = self.client.pin.link(page.next, seen_at=reply.url)
                if url in visited:
                    raise UnavailableError(Reason.MALFORMED)
                visited.add(url)
                reply = self.client.request(self.method, url, **self.parts)
                page = self._understood(reply)
            except UnavailableError as error:
                self.is_cut, self.reason = True, error.reason
                log.warning("connection.page_lost", reason=error.reason.value, page=len(visited))
                return
            yield page

    def _understood(self, reply: Any) -> Page:
        reply.raise_for_status()
        return self.shape(reply.json())


def _read[T](raw: list[Any], read: Callable[[Any], T]) -> tuple[list[T], int]:
    items: list[T] = []
    missing = 0
    for item in raw:
        try:
            items.append(read(item))
        except MISREAD as error:
            missing += 1
            log.warning("connection.item_misread", kind=type(error).__name__)
    return items, missing
