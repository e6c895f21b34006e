"""What tests of the console ask for."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery import Celery
from django.test import Client

from provisioning.console.models import Operator
from provisioning.console.types import Role
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
def operator(console: None) -> Operator:
    """Bram, who runs municipalities from day to day."""
    return people.make()


@pytest.fixture
def visitor(console: None) -> Client:
    """A browser at the console with nobody signed in."""
    return people.browser()


@pytest.fixture
def client_for(console: None) -> Callable[[Role], Client]:
    """Make a browser with somebody of a role signed in."""

    def sign_in(role: Role) -> Client:
        client = people.browser()
        people.admit(client, people.make(role))
        return client

    return sign_in


@pytest.fixture
def console_client(client_for: Callable[[Role], Client]) -> Client:
    """A browser with Bram signed in."""
    return client_for(Role.OPERATOR)


@pytest.fixture
def text_of() -> Callable[[Any], str]:
    """Read a response as text."""
    return lambda response: response.content.decode()
