"""Several at once who build the same index: each in a connection of its own, on a real database."""

import pytest

from portal.search import operations
from tenants import entry, parallel
from tests.conftest import tenant
from tests.municipalities import ZONNEDAM

pytestmark = pytest.mark.usefixtures("own_database")


def test_who_build_the_same_index_at_once_wait_for_each_other() -> None:
    with entry.outside():
        zonnedam = tenant(ZONNEDAM)
    with entry.enter(zonnedam, urls=True):
        alone = operations.reindex()

        assert parallel.run(lambda _: operations.reindex(), range(40), threads=4) == [alone] * 40
