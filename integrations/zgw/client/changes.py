"""Ask which cases are new, ended, or as they were: by what each system can do, and nobody's number is asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from integrations.connections import clients
from integrations.connections.clients import paging
from integrations.outcomes import Outcome
from integrations.zgw.abilities import Abilities

from .paths import CASE_DOCUMENTS, CASES, WITH_PLACES

LATEST: Final = "-registratiedatum"
SIZE: Final = 100
"""Cases of a page, where a system gives pages of a size; of others it is theirs, and mostly the same."""


def registered_since(
    client: clients.Client, day: date, able: Abilities, *, number: int
) -> Outcome[clients.Page]:
    """Ask for a page of cases registered after a day, latest first; of all cases where a system only sorts."""
    if able.searches:
        asked = {"registratiedatum__gt": day.isoformat(), "ordering": [LATEST]}
        return _search(client, asked, number)
    params = {"ordering": LATEST, "page": str(number)}
    return clients.ask(client, CASES, paging.zgw, params=params, headers=WITH_PLACES)


def ended_since(client: clients.Client, day: date, *, number: int) -> Outcome[clients.Page]:
    """Ask a system that searches for a page of the cases that ended after a day."""
    return _search(client, {"einddatum__gt": day.isoformat(), "ordering": ["-einddatum"]}, number)


def these(client: clients.Client, cases: Sequence[UUID]) -> Outcome[clients.Page]:
    """Ask a system that searches for cases by their names, at most as many as a page holds."""
    return _search(client, {"uuid__in": [str(one) for one in cases]}, 1)


def links_of(client: clients.Client, document: str) -> Outcome[list[Any]]:
    """Ask to which cases a document belongs."""
    return clients.every(client, CASE_DOCUMENTS, lambda item: item, params={"informatieobject": document})


def _search(client: clients.Client, asked: dict[str, Any], number: int) -> Outcome[clients.Page]:
    return clients.ask(
        client,
        f"{CASES}/_zoek",
        paging.zgw,
        method="POST",
        json=asked,
        params={"page": str(number), "pageSize": str(SIZE)},
        headers=WITH_PLACES,
        is_safe=True,
    )
