"""Speak to the register: client credentials, pages by `next`, days as dd-mm-jjjj."""

from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from integrations.connections import clients
from integrations.errors import Reason, UnavailableError
from integrations.outcomes import Outcome
from integrations.sources.items import Item, UnreadableError

from .types import State, Subsidy

STATES = {
    "aangevraagd": State.ASKED,
    "verleend": State.GRANTED,
    "afgewezen": State.REFUSED,
    "uitbetaald": State.PAID,
}


def subsidies(client: clients.Client, bsn: str) -> Outcome[list[Any]]:
    """Ask for all pages about a person; the rows are theirs, unread."""
    return clients.every(client, "/subsidies", _unread, shape=_page, name=_name, params={"bsn": bsn})


def subsidy(client: clients.Client, number: str) -> Outcome[Any]:
    """Ask for one; it is theirs, unread."""
    return clients.ask(client, f"/subsidies/{quote(number, safe='')}", _unread)


def read(item: Item) -> Subsidy:
    """Make ours of theirs."""
    return Subsidy(
        number=item.text("nummer"),
        applicant=item.inside("aanvrager").text("bsn"),
        purpose=item.text("doel", longest=200),
        cents=item.number("bedragInCenten"),
        asked=_day(item, "aangevraagdOp"),
        state=item.maybe(item.choice, "stand", STATES),
        decided=item.maybe(lambda name: _day(item, name), "besloten"),
    )


def _unread(content: Any) -> Any:
    return content


def _name(row: Any) -> Any:
    return row.get("nummer") if isinstance(row, dict) else None


def _page(content: Any) -> clients.Page:
    match content:
        case {"items": list(items), "next": str() | None as following}:
            return clients.Page(items, following)
    raise UnavailableError(Reason.MALFORMED)


def _day(item: Item, name: str) -> date:
    try:
        return datetime.strptime(item.text(name), "%d-%m-%Y").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise UnreadableError(name) from None  # what was refused is about somebody
