"""Fetch a list in two steps: its first page, then all others side by side where that one tells how many there are."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import ceil
from typing import Any, Final

from integrations.errors import Reason, UnavailableError
from integrations.outcomes import Outcome, failed, found

from . import paging
from .asking import ask
from .client import Client
from .paging import MOST_PAGES, Page

SECOND: Final = re.compile(r"(?<=[?&]page=)2(?=&|$)")
"""Where the link to the second page says that it is that."""

type Part = Callable[[], Outcome[list[Any]]]


@dataclass(frozen=True, slots=True)
class Begun:
    """The first page of a list, and how the others are fetched."""

    page: Page
    others: tuple[Part, ...] = field(default=(), repr=False)
    """Calls that may be made side by side."""
    is_cut: bool = False
    """Whether there are more pages than are fetched."""

    def whole(self, parts: Sequence[Outcome[list[Any]]]) -> Outcome[list[Any]]:
        """Answer the list, each item once: *partial* when a page of it could not be had, or there is more.

        :param parts: what the calls of `others` came to, in order.
        """
        lost = [part for part in parts if part.value is None]
        every = [*self.page.items, *(item for part in parts for item in part.value or [])]
        items = {paging.by_url(item) or number: item for number, item in enumerate(every)}
        is_short = self.page.count is not None and self.page.count > len(every)
        is_cut = self.is_cut or is_short or bool(lost) or any(part.is_cut for part in parts)
        outcome = found(list(items.values()), missing=sum(part.missing for part in parts), is_cut=is_cut)
        why = next((part.reason for part in parts if part.reason), Reason.MALFORMED if lost else None)
        return replace(outcome, reason=why) if why else outcome


def begin(
    client: Client, path: str, *, params: Mapping[str, Any] | None = None, most_pages: int = MOST_PAGES
) -> Outcome[Begun]:
    """Fetch the first page of a list, as ZGW writes one; items are theirs, unread."""
    first = ask(client, path, paging.zgw, params=params)
    page = first.value
    if page is None:
        return Outcome(first.kind, reason=first.reason)
    if page.next is None:
        return found(Begun(page))
    try:
        link = client.pin.link(page.next, seen_at=client.to_absolute_url(path))
    except UnavailableError as error:  # what there is is shown, as cut
        return found(Begun(page, (partial(failed, error.reason),)))
    return found(_with_others(client, page, link, most_pages))


def _with_others(client: Client, page: Page, link: str, most_pages: int) -> Begun:
    """Number the pages; where they have no numbers, or what is counted cannot be, one follows the other."""
    size = len(page.items)
    if not size or (page.count or 0) <= size or not SECOND.search(link):
        walk = partial(paging.every, client, link, _itself, most_pages=most_pages - 1, before=size)
        return Begun(page, (walk,))
    number = ceil((page.count or 0) / size)
    last = min(number, most_pages)
    others = tuple(
        partial(_numbered, client, SECOND.sub(str(each), link, count=1), is_last=each == number)
        for each in range(2, last + 1)
    )
    return Begun(page, others, is_cut=number > last)


def _numbered(client: Client, url: str, *, is_last: bool) -> Outcome[list[Any]]:
    answer = ask(client, url, paging.zgw)
    if answer.value is None:
        return Outcome(answer.kind, reason=answer.reason)
    return found(answer.value.items, is_cut=is_last and answer.value.next is not None)


def _itself(content: Any) -> Any:
    return content
