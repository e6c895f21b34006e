"""One municipality, its receivers and its worker for all tests of this folder."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests import databases
from tests.faults.outbox.place import Place


@pytest.fixture(scope="session")
def everything() -> Iterator[Place]:
    database = f"inwonerplein_killed_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    databases.clone(database)
    with ExitStack() as ending:
        yield Place(database, ending)
    databases.drop(database)


@pytest.fixture
def here(everything: Place) -> Place:
    """Nothing that waits."""
    everything.database.execute(f"TRUNCATE public.schedule_work, {everything.schema}.outbox_item")  # type: ignore[arg-type]
    return everything
