"""Speak to the Zaken API (version 1): https://vng-realisatie.github.io/gemma-zaken/standaard/zaken/"""

from integrations.connections import clients

CASES = "/zaken/api/v1/zaken"
ROLES = "/zaken/api/v1/rollen"
CATALOGUES = "/catalogi/api/v1/catalogussen"
STATUS_TYPES = "/catalogi/api/v1/statustypen"
RESULT_TYPES = "/catalogi/api/v1/resultaattypen"
WITH_PLACES = {"Accept-Crs": "EPSG:4326", "Content-Crs": "EPSG:4326"}
"""Cases may hold places; the contract asks in which system they are told. Version 1.0 wants both, also of who reads."""


def page_of_cases(client: clients.Client) -> clients.Reply:
    """Ask for the first page of cases; the answer is theirs, unread.

    :raises UnavailableError: when there is no answer in time.
    """
    return client.get(CASES, params={"page": 1}, headers=WITH_PLACES)
