"""Speak to the Zaken API (version 1): https://vng-realisatie.github.io/gemma-zaken/standaard/zaken/"""

from datetime import datetime

from integrations import http
from integrations.connections.types import Access

from . import tokens

CASES = "/zaken/api/v1/zaken"
USER = "inwonerplein"


def page_of_cases(access: Access, *, reach: http.Reach, timeout: float, now: datetime) -> http.Answer:
    """Ask for the first page of cases; the answer is theirs, unread.

    :raises UnavailableError: when there is no answer in time.
    """
    token = tokens.make(client_id=access.client_id, secret=access.secret, user=USER, now=now)
    headers = {
        "Authorization": f"Bearer {token}",
        "Accept": "application/json",
        "Accept-Crs": "EPSG:4326",
    }
    return http.call(
        http.Call(url=f"{access.address}{CASES}?page=1", reach=reach, headers=headers, timeout=timeout)
    )
