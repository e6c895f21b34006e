"""Ask for kinds of cases, in lists: https://vng-realisatie.github.io/gemma-zaken/standaard/catalogi/

A catalogue may hold thousands of versions: they are fetched by the page, as large as the other side gives them.
"""

from typing import Any, Final

from integrations.connections import clients
from integrations.connections.types import Access
from integrations.outcomes import Outcome

from .paths import CATALOGUES, RESULT_TYPES, STATUS_TYPES

CASE_TYPES: Final = "/catalogi/api/v1/zaaktypen"
DOCUMENT_TYPES: Final = "/catalogi/api/v1/informatieobjecttypen"
LISTS_CATALOGUES: Final = "catalogue.list"
HAS_PAGE_SIZE: Final = "cases.page_size"
PAGE: Final = "500"
MOST_PAGES: Final = 2_000
MOST_ITEMS: Final = 200_000


def catalogues(client: clients.Client) -> Outcome[list[Any]]:
    """Ask for all catalogues; the rows are theirs, unread."""
    return _every(client, CATALOGUES, {})


def case_types(client: clients.Client, access: Access, catalogue: str) -> Outcome[list[Any]]:
    """Ask for all published versions of all case types of a catalogue."""
    return _every(client, CASE_TYPES, {"catalogus": catalogue, **_size(access)})


def document_types(client: clients.Client, access: Access, catalogue: str) -> Outcome[list[Any]]:
    """Ask for all published kinds of documents of a catalogue."""
    return _every(client, DOCUMENT_TYPES, {"catalogus": catalogue, **_size(access)})


def status_types(client: clients.Client, access: Access, case_type: str = "") -> Outcome[list[Any]]:
    """Ask for all steps of all case types, or of one."""
    return _every(client, STATUS_TYPES, {**_of(case_type), **_size(access)})


def result_types(client: clients.Client, access: Access, case_type: str = "") -> Outcome[list[Any]]:
    """Ask for all results of all case types, or of one."""
    return _every(client, RESULT_TYPES, {**_of(case_type), **_size(access)})


def one(client: clients.Client, url: str) -> Outcome[Any]:
    """Ask for one record by its own address; one that lies elsewhere is never asked for."""
    return clients.ask(client, url, _unread)


def _every(client: clients.Client, path: str, params: dict[str, str]) -> Outcome[list[Any]]:
    return clients.every(client, path, _unread, params=params, most_pages=MOST_PAGES, most_items=MOST_ITEMS)


def _of(case_type: str) -> dict[str, str]:
    return {"zaaktype": case_type} if case_type else {}


def _size(access: Access) -> dict[str, str]:
    return {"pageSize": PAGE} if HAS_PAGE_SIZE in access.capabilities else {}


def _unread(content: Any) -> Any:
    return content
