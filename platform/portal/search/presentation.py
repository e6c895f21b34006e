"""How the page with results is put together from what the back end answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise

from portal.search import queries, sources
from portal.search.types import PAGE_SIZE, Results

LAST = "last"
NUMBER = re.compile(r"[1-9][0-9]{0,3}")


class NoSuchPageError(LookupError):
    """There are no results with this page number."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A link that narrows the results to one kind, or widens them to all."""

    label: str | Promise
    number: int
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """One page of results, with the ways to others."""

    text: str
    kind: str
    results: Results
    page: Page[int]

    @classmethod
    def of(cls, text: str, *, kind: str, number: str) -> Self:
        """Look for something and answer the page that is asked for (requirement P-005).

        :param number: a number, or `last`.
        :raises NoSuchPageError: when there is no such page.
        """
        if number != LAST and not NUMBER.fullmatch(number):
            raise NoSuchPageError
        kind = kind if kind in {source.kind for source in sources.shown()} else ""
        wanted = 1 if number == LAST else int(number)
        results = queries.results(text, kind=kind, page=wanted) if text else Results()
        pages = Paginator(range(results.total), PAGE_SIZE)
        if number == LAST and pages.num_pages > 1:
            wanted = pages.num_pages
            results = queries.results(text, kind=kind, page=wanted)
        if wanted > pages.num_pages:
            raise NoSuchPageError
        return cls(text, kind, results, pages.page(wanted))

    @property
    def query(self) -> str:
        """Answer what the addresses of other pages of these results hold."""
        return urlencode({"q": self.text, "soort": self.kind} if self.kind else {"q": self.text})

    @property
    def facets(self) -> Sequence[Facet]:
        """List the kinds of what was found; none when there is nothing to choose."""
        counts = self.results.counts
        kinds = [source for source in sources.shown() if counts.get(source.kind)]
        if len(kinds) < 2 and not self.kind:
            return []
        return [
            Facet(
                source.label,
                counts[source.kind],
                urlencode({"q": self.text, "soort": source.kind}),
                source.kind == self.kind,
            )
            for source in kinds
        ]

    @property
    def everything(self) -> Facet:
        """Answer the link to results of all kinds."""
        return Facet("", sum(self.results.counts.values()), urlencode({"q": self.text}), not self.kind)
