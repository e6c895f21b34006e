"""See to which cases a document belongs, and tell it as news of these."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from integrations.connections import clients
from integrations.connections import queries as connections
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from integrations.outcomes import Kind, Outcome
from integrations.sources.items import Item, UnreadableError
from integrations.zgw.client import cases
from integrations.zgw.client import changes as asking
from integrations.zgw.reading import changes as reading
from integrations.zgw.reading.changes import Link
from integrations.zgw.types.news import LINK, UPDATE, Change
from tenants.entry import current

SECONDS: Final = 20.0
MOST: Final = 20
"""Cases of one document."""


def changes_of(connection: UUID, document: str, at: datetime) -> Sequence[Change]:
    """Answer that a document of each of these cases changed.

    :raises UnavailableError: when the system does not say so.
    """
    access = connections.access_to(connection)
    with clients.open(access, tenant=current(), deadline=Deadline(SECONDS)) as client:
        told = _must(asking.links_of(client, document)) or []
        links = [link for item in told if (link := _read(item)) and client.pin.owns(link.case)]
        return [Change(one.case, LINK, one.url, UPDATE, at, _features(client, one)) for one in links[:MOST]]


def _features(client: clients.Client, link: Link) -> dict[str, str]:
    """Ask for what news of a case says of it: by that somebody tells whether it is wanted."""
    told = _must(cases.linked_case(client, link.case))
    try:
        return reading.glimpse(Item(told)).features if told is not None else {}
    except UnreadableError:
        return {}


def _must[T](answer: Outcome[T]) -> T | None:
    """Answer what was told; nothing where there is none.

    :raises UnavailableError: when there is no answer.
    """
    if answer.value is None and answer.kind not in {Kind.NOT_FOUND, Kind.EMPTY}:
        raise UnavailableError(answer.reason or Reason.MALFORMED)
    return answer.value


def _read(item: object) -> Link | None:
    try:
        return reading.link(Item(item))
    except UnreadableError:
        return None
