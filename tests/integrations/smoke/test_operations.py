"""The smoke request reaches this installation's portal, under a municipality's name, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest

from integrations.errors import Reason, UnavailableError
from integrations.smoke import operations

type Listen = Callable[..., Any]


def test_the_portal_is_asked_under_the_name_of_the_municipality(listen: Listen, settings: Any) -> None:
    portal = listen(b"HTTP/1.1 204 No Content\r\n\r\n")
    settings.PORTAL_INTERNAL_URL = portal.url

    status = operations.fetch(
        url=f"{portal.url}/", host="zonnedam.example", headers={"X-Proef": "ja"}, timeout=5
    )

    assert status == 204
    assert b"Host: zonnedam.example\r\n" in portal.visits[0]
    assert b"X-Proef: ja\r\n" in portal.visits[0]


@pytest.mark.attack("W01")
def test_nothing_but_the_portal_is_within_reach(listen: Listen, settings: Any) -> None:
    settings.PORTAL_INTERNAL_URL, other = listen().url, listen()

    with pytest.raises(UnavailableError) as raised:
        operations.fetch(url=other.url, host="zonnedam.example", headers={}, timeout=5)

    assert raised.value.reason is Reason.ADDRESS_REFUSED
    assert other.visits == []
