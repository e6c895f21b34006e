"""Keys are changed while other processes read and write: nobody fails (attack W25)."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.bench.integrations import keys as bench
from tests.bench.integrations.keys import Worker
from tests.tenants.keys.conftest import NEXT

pytestmark = [pytest.mark.long, pytest.mark.attack("W25"), pytest.mark.covers("M-02")]


@pytest.fixture
def environment(own_database: str) -> dict[str, str]:
    return {"DATABASE_NAME": own_database, "KEY_ENCRYPTION_KEYS_ALSO": NEXT}


@pytest.fixture
def owner(environment: dict[str, str]) -> Iterator[Worker]:
    worker = Worker("lifecycle", environment)
    yield worker
    worker.stop()


def errors(found: list[dict[str, Any]]) -> dict[str, int]:
    assert all(each["done"] for each in found)
    return {name: number for each in found for name, number in each["errors"].items()}


def test_a_key_encryption_key_is_changed_and_nobody_fails(
    owner: Worker, environment: dict[str, str], tmp_path: Any
) -> None:
    sealed = owner.ask("prepare", tenants=100, folder=str(tmp_path))

    answer, found = bench.traffic(owner, environment, 1, sealed, {"do": "rewrap", "other": True})

    assert (answer["rewrapped"], answer["closed"]) == (103, [])
    assert errors(found) == {}


def test_a_process_without_the_new_one_does_fail(
    owner: Worker, environment: dict[str, str], tmp_path: Any
) -> None:
    """The control: why the key is given to all processes first."""
    sealed = owner.ask("prepare", tenants=100, folder=str(tmp_path))
    owner.ask("rewrap", other=True)
    alone = {**environment, "KEY_ENCRYPTION_KEYS_ALSO": ""}

    _answer, found = bench.traffic(owner, alone, 1, sealed, None)

    assert any("UnknownKeyError" in name or "refuses to start" in name for name in errors(found))


def test_a_data_key_is_changed_and_nobody_fails(owner: Worker, environment: dict[str, str]) -> None:
    owner.ask("fill")

    answer, found = bench.traffic(owner, environment, 2, "", {"do": "rotate", "grace": 3})

    assert (answer["number"], answer["deleted"]) == (2, [1])
    assert errors(found) == {}
