"""What tests of lifecycle ask for."""

from collections.abc import Iterator
from typing import Any

import pytest
from celery import Celery
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

from tenants import directory, registers
from tenants.registers import Feature, Register
from tenants.schedule import feeding
from tests import databases
from tests.provisioning.lifecycle import stand_ins


@pytest.fixture(autouse=True)
def _stand_ins(settings: Settings) -> Iterator[None]:
    stand_ins.use(settings)
    yield
    stand_ins.answers.clear()


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[Any], float | None]]:
    """Catch what is put into queues: name, arguments, countdown; not what wakes the work of municipalities."""
    caught: list[tuple[str, list[Any], float | None]] = []

    def send_task(
        _app: Celery, name: str, args: list[Any], countdown: float | None = None, **_options: Any
    ) -> None:
        if name != feeding.FEED:
            caught.append((name, args, countdown))

    monkeypatch.setattr(Celery, "send_task", send_task)
    return caught


@pytest.fixture(scope="module")
def _committing_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    usual = connection.settings_dict["NAME"]
    name = f"{usual}_opening"
    databases.clone(name)
    yield name
    databases.drop(name)


@pytest.fixture
def committing(_committing_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Use a database where transactions commit, as building a schema does; the tests of a module share it."""
    usual = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = _committing_database
        directory.forget()
        yield
        connection.close()
        connection.settings_dict["NAME"] = usual


@pytest.fixture
def alpha_and_beta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have two features, of which beta needs alpha, and one that every portal has."""
    features: Register[Feature] = Register("feature switch")
    features.add(Feature("alpha", "Alfa", ""))
    features.add(Feature("beta", "Bèta", "", needs=("alpha", "always")))
    features.add(Feature("always", "Altijd", "", switchable=False))
    monkeypatch.setattr(registers, "features", features)
