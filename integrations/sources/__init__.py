"""Several questions to other systems side by side, within the time that a page has (architecture I4, M-04).

    outcomes = sources.gather({"cases": …, "tasks": …}, budget=3.0, whose=sources.visitor(request))

A query is called with a deadline and answers with an outcome. `sources.kept(name, parts, fetch)` makes one that answers
from a registered copy and may show what was last known. Whatever is late goes on, and the page fetches it afterwards:
`pages.Page` brings the view for that. `rows` reads lists of others item by item, so that one bad row spoils no list.
"""

from .gathering import gather
from .pages import Page, Part, Shown
from .types import Kept, Query, Visitor, kept, visitor

__all__ = ["Kept", "Page", "Part", "Query", "Shown", "Visitor", "gather", "kept", "visitor"]
