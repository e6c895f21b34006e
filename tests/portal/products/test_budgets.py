"""How many queries the catalogue's part of a page takes, however much there is on it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.products import seeds

OURS = ("products_", "search_")


def ours(visitor: Client, address: str) -> int:
    visitor.get(address)  # what a process asks once, it has asked
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(address).status_code == 200
    return sum(any(f'"{name}' in query["sql"] for name in OURS) for query in captured)


@pytest.fixture
def busy(visitor: Client) -> Client:
    """Visit Zonnedam with twenty products, their questions and related products."""
    seeds.fill({"blueprint": {}})
    return visitor


@pytest.mark.parametrize(
    ("path", "most"),
    [("", 2), ("burgerzaken/", 3), ("producten/paspoort/", 5), ("burgerzaken/producten/paspoort/", 5)],
)
def test_a_page_takes_a_fixed_number_of_queries(busy: Client, path: str, most: int) -> None:
    assert ours(busy, f"/onderwerpen/{path}") == most
