"""How many statements a search takes: one, and up to four when hardly anything is found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.search import queries
from tests.portal.search.leaflets import index

pytestmark = pytest.mark.usefixtures("inside")


@pytest.mark.parametrize(("text", "most"), [("afval", 1), ("afvla", 3), ("xyzzy", 4), ("", 0), ("???", 0)])
def test_a_search_takes_a_fixed_number_of_statements(text: str, most: int) -> None:
    index(*(f"Afval {number}" for number in range(30)))

    with CaptureQueriesContext(connection) as captured:
        queries.results(text)

    assert len(captured) == most
