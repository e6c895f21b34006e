"""Speak to a case system: `cases` and `documents` of people, `catalogue` for the kinds of cases that there are.

https://vng-realisatie.github.io/gemma-zaken/standaard/
"""

from integrations.connections import clients

from .paths import CASES, CATALOGUES, RESULT_TYPES, ROLES, STATUS_TYPES, WITH_PLACES

__all__ = [
    "CASES",
    "CATALOGUES",
    "RESULT_TYPES",
    "ROLES",
    "STATUS_TYPES",
    "WITH_PLACES",
    "page_of_cases",
]


def page_of_cases(client: clients.Client) -> clients.Reply:
    """Ask for the first page of cases; the answer is theirs, unread.

    :raises UnavailableError: when there is no answer in time.
    """
    return client.get(CASES, params={"page": 1}, headers=WITH_PLACES)
