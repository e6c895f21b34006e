"""Ask for cases and what belongs to them: https://vng-realisatie.github.io/gemma-zaken/standaard/zaken/"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from integrations.connections import clients
from integrations.connections.clients import paging
from integrations.outcomes import Outcome
from integrations.zgw.abilities import Abilities

from .paths import CASE_DOCUMENTS, CASES, ROLES, STATUSES, WITH_PLACES

EXPANDED: Final = "zaaktype,status,status.statustype,resultaat,resultaat.resultaattype,rollen"
"""What one call brings with each case, where a system can."""
NEWEST: Final = "-startdatum"
MOST_ROLES: Final = 5
"""Pages of somebody's roles."""


def address_of(client: clients.Client, uuid: UUID) -> str:
    """Answer the address of a case, as the system itself names it."""
    return client.to_absolute_url(f"{CASES}/{uuid}")


def page(
    client: clients.Client, filters: Mapping[str, str], able: Abilities, *, number: int, size: int
) -> Outcome[clients.Page]:
    """Ask for one page of cases, the newest first; by POST where the system can, so that no number is in an address."""
    around = {"page": str(number)}
    if able.sizes_pages:
        around["pageSize"] = str(size)
    if able.expands:
        around["expand"] = EXPANDED
    if able.searches:
        return clients.ask(
            client,
            f"{CASES}/_zoek",
            paging.zgw,
            method="POST",
            json={**filters, "ordering": [NEWEST]} if able.orders else dict(filters),
            params=around,
            headers=WITH_PLACES,
            is_safe=True,
        )
    if able.orders:
        around["ordering"] = NEWEST
    return clients.ask(client, CASES, paging.zgw, params={**around, **filters}, headers=WITH_PLACES)


def one(client: clients.Client, uuid: UUID, able: Abilities) -> Outcome[Any]:
    """Ask for one case; it is theirs, unread."""
    params = {"expand": EXPANDED} if able.expands else None
    return clients.ask(client, f"{CASES}/{uuid}", _itself, params=params, headers=WITH_PLACES)


def linked(client: clients.Client, url: str) -> Outcome[Any]:
    """Ask for what a link leads to: a status, a result, a document."""
    return clients.ask(client, url, _itself)


def linked_case(client: clients.Client, url: str) -> Outcome[Any]:
    """Ask for the case that a link leads to."""
    return clients.ask(client, url, _itself, headers=WITH_PLACES)


def statuses(client: clients.Client, case: str) -> Outcome[list[Any]]:
    """Ask for all statuses that a case has had, through all pages."""
    return clients.every(client, STATUSES, _itself, params={"zaak": case})


def roles(client: clients.Client, params: Mapping[str, str]) -> Outcome[list[Any]]:
    """Ask for roles: of a case, of somebody, or of somebody in a case."""
    return clients.every(client, ROLES, _itself, params=params, most_pages=MOST_ROLES)


def begin_roles(client: clients.Client, params: Mapping[str, str]) -> Outcome[clients.Begun]:
    """Begin to ask for somebody's roles: the first page of them, and how the others are fetched."""
    return clients.begin(client, ROLES, params=params, most_pages=MOST_ROLES)


def links(client: clients.Client, case: str, document: str = "") -> Outcome[list[Any]]:
    """Ask which documents belong to a case; a bare list, or pages in systems to come (I-037)."""
    params = {"zaak": case, **({"informatieobject": document} if document else {})}
    return clients.every(client, CASE_DOCUMENTS, _itself, params=params)


def _itself(content: Any) -> Any:
    return content
