"""Speak to the KVK: Zoeken 2 in pages by their number, and Basisprofielen 1.

https://developers.kvk.nl/nl/documentation
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from integrations.connections import clients
from integrations.errors import Reason, UnavailableError
from integrations.outcomes import Outcome
from integrations.sources.items import Item, UnreadableError

from .types import Branch, Company

SEARCH: Final = "/v2/zoeken"
PROFILES: Final = "/v1/basisprofielen"
SIZE: Final = 100
"""Results of a page: as many as the KVK gives."""
MOST_PAGES: Final = 12
"""The KVK answers a search with a thousand results at most: ten pages."""
LONGEST: Final = 500
SOLE: Final = "eenmanszaak"
NUMBER: Final = re.compile(r"\d{12}", re.ASCII)
RSIN: Final = re.compile(r"\d{9}", re.ASCII)
KINDS: Final[Mapping[str, bool]] = {"hoofdvestiging": True, "nevenvestiging": False}
"""What is a branch, and whether it is the main one; the legal person is found beside them."""


def profile(client: clients.Client, kvk: str) -> Outcome[Any]:
    """Ask for a company; it is theirs, unread."""
    return clients.ask(client, f"{PROFILES}/{kvk}", lambda content: content)


def branches(client: clients.Client, kvk: str) -> Outcome[list[Any]]:
    """Ask for all branches of a company, through all pages; the rows are theirs, unread."""
    return clients.every(
        client,
        SEARCH,
        lambda row: row,
        shape=_Pages(kvk),
        name=_number_of,
        most_pages=MOST_PAGES,
        params=_asked(kvk, 1),
    )


def read_company(item: Item) -> Company:
    """Make ours of a profile."""
    owner = _inside(item, "_embedded", "eigenaar")
    main = _inside(item, "_embedded", "hoofdvestiging")
    legal_form = (owner.maybe(_line(owner), "rechtsvorm") if owner else None) or ""
    rsin = next((found for place in (owner, main) if place and (found := _rsin(place))), None)
    is_sole = legal_form.casefold() == SOLE or (owner is not None and not legal_form and rsin is None)
    names = item.maybe(lambda name: item.each(name, _trade_name), "handelsnamen") or []
    return Company(
        kvk=item.text("kvkNummer"),
        name=_line(item)("naam"),
        rsin=None if is_sole else rsin,
        trade_names=tuple(dict.fromkeys(names)),
        legal_form=legal_form,
        is_sole_proprietor=is_sole,
    )


def read_branch(item: Item) -> Branch:
    """Make ours of a search result."""
    number = item.text("vestigingsnummer")
    if not NUMBER.fullmatch(number):
        raise UnreadableError("vestigingsnummer")
    where = _inside(item, "adres", "binnenlandsAdres")
    return Branch(
        kvk=item.text("kvkNummer"),
        number=number,
        name=_line(item)("naam"),
        is_main=item.choice("type", KINDS),
        street=(where.maybe(_line(where), "straatnaam") if where else None) or "",
        city=(where.maybe(_line(where), "plaats") if where else None) or "",
    )


class _Pages:
    """The pages of one search, by number: the links that the KVK gives lead past a gateway that stands before it."""

    def __init__(self, kvk: str) -> None:
        self._kvk, self._page = kvk, 0
        self._seen: set[str] = set()
        self._arrived = self._left_out = 0

    def __call__(self, content: Any) -> clients.Page:
        """Find branches, and which page comes next; whoever repeats itself is not followed.

        :raises UnavailableError: when it is no page, or the same one again.
        """
        match content:
            case {"resultaten": list(rows)}:
                self._page += 1
            case _:
                raise UnavailableError(Reason.MALFORMED)
        if self._page > 1 and rows and not self._brings_news(rows):
            raise UnavailableError(Reason.MALFORMED)
        self._note(rows)
        found = [row for row in rows if not isinstance(row, dict) or row.get("type") != "rechtspersoon"]
        total = content.get("totaal")
        total = total if type(total) is int else None
        follows = rows and (content.get("volgende") or (len(rows) >= SIZE and (total or 0) > self._arrived))
        self._left_out += len(rows) - len(found)
        return clients.Page(
            found,
            f"?{_written(_asked(self._kvk, self._page + 1))}" if follows else None,
            None if total is None else total - self._left_out,
        )

    def _brings_news(self, rows: list[Any]) -> bool:
        return any((name := _number_of(row)) is None or name not in self._seen for row in rows)

    def _note(self, rows: list[Any]) -> None:
        self._arrived += len(rows)
        self._seen.update(name for row in rows if (name := _number_of(row)))


def _asked(kvk: str, page: int) -> dict[str, str]:
    return {"kvkNummer": kvk, "pagina": str(page), "resultatenPerPagina": str(SIZE)}


def _written(params: Mapping[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in params.items())


def _number_of(row: Any) -> str | None:
    name = row.get("vestigingsnummer") if isinstance(row, dict) else None
    return name if isinstance(name, str) else None


def _inside(item: Item, *way: str) -> Item | None:
    place: Item | None = item
    for name in way:
        if place is not None:
            place = place.maybe(place.inside, name)
    return place


def _line(item: Item) -> Any:
    """Make a reader of one line of text in an object."""

    def read(name: str) -> str:
        told = " ".join(item.text(name, longest=LONGEST).split())
        if not told.isprintable():
            raise UnreadableError(name)
        return told

    return read


def _trade_name(item: Item) -> str:
    return str(_line(item)("naam"))


def _rsin(item: Item) -> str | None:
    told = item.maybe(item.text, "rsin")
    return told if told and RSIN.fullmatch(told) else None
