"""What tests of the API ask for: the console's process, keys, and programs that use them."""

from collections.abc import Callable, Iterator

import pytest
from celery import Celery

from provisioning.console.models import Operator
from provisioning.console.types import Role
from tests.provisioning.api import programs
from tests.provisioning.api.programs import Program
from tests.provisioning.console import people


@pytest.fixture
def console(db: None) -> Iterator[None]:
    """Be the console's process."""
    with people.console_settings():
        yield


@pytest.fixture(autouse=True)
def queued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Catch the names of tasks that are put into queues."""
    caught: list[str] = []
    monkeypatch.setattr(Celery, "send_task", lambda _app, name, *args, **kwargs: caught.append(name))
    return caught


@pytest.fixture
def bram(console: None) -> Operator:
    """Who runs municipalities from day to day."""
    return people.make()


@pytest.fixture
def program(bram: Operator) -> Program:
    """A program of Bram's that may do everything that he may."""
    return programs.of(bram)


@pytest.fixture
def program_of(console: None) -> Callable[..., Program]:
    """Make a program of somebody with a role, with these scopes or all that the role gives."""

    def make(role: Role = Role.OPERATOR, *scopes: str) -> Program:
        return programs.of(people.make(role), *scopes)

    return make
