"""Copies of two sorts, a source that counts, and a clock that is turned by hand."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches

from integrations import copies
from integrations.copies import backend, places
from integrations.outcomes import Outcome, found
from tenants import registers
from tenants.registers import Copy, Register

TYPE = "tests.case_type"
CASES = "tests.cases"
FEED = "tests.feed"


def a_copy(**changes: Any) -> Copy:
    wanted: dict[str, Any] = {
        "feature": "sources",
        "name": TYPE,
        "title": "een zaaktype",
        "source": "het zaaksysteem",
        "purpose": "Zaken tonen.",
        "parts": ("url",),
        "soft": timedelta(minutes=1),
        "hard": timedelta(hours=1),
        "purged_by": {"type.changed": ("url",)},
    }
    return Copy(**wanted | changes)


def of_a_person(**changes: Any) -> Copy:
    wanted: dict[str, Any] = {
        "name": CASES,
        "title": "uw zaken",
        "parts": ("person", "connection"),
        "soft": timedelta(minutes=1),
        "hard": timedelta(minutes=1),
        "last_good": timedelta(hours=8),
        "purged_by": {"cases.changed": ("person",)},
        "personal_data": ("zaken",),
        "legal_basis": "Algemeen belang.",
    }
    return a_copy(**wanted | changes)


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Register[Copy]]:
    """A register with the copies of the tests besides those of the product, and a Redis without any."""
    register: Register[Copy] = Register("test")
    for copy in (*registers.copies, a_copy(), of_a_person()):
        register.add(copy)
    monkeypatch.setattr(registers, "copies", register)
    backend._rest.until = 0.0
    yield register
    backend._rest.until = 0.0


@dataclass
class Source:
    """Another system: answers its outcomes one after the other, the last again and again."""

    outcomes: list[Outcome[Any]] = field(default_factory=lambda: [found("antwoord")])
    asked: int = 0

    def __call__(self, deadline: Any) -> Outcome[Any]:
        self.asked += 1
        return self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def turn(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time).total_seconds()


@pytest.fixture
def source() -> Source:
    """A source that answers."""
    return Source()


@pytest.fixture
def clock() -> Clock:
    """A clock of the test."""
    return Clock()


@pytest.fixture
def url() -> str:
    """A part that no other test uses: they share one Redis."""
    return f"https://zaken.example/zaaktypen/{uuid.uuid4()}"


@pytest.fixture
def ask(source: Source, clock: Clock, url: str) -> Callable[..., Outcome[Any]]:
    """Ask the copy of a type."""
    return lambda **parts: copies.get(TYPE, {"url": url} | parts, source, clock=clock)


@pytest.fixture
def person(url: str) -> str:
    """A number of a person, made unique for this test."""
    return f"111222333|{url}"


@pytest.fixture
def ask_person(source: Source, clock: Clock, url: str, person: str) -> Callable[..., Outcome[Any]]:
    """Ask the copy of a person's cases."""
    return lambda whose=person: copies.get(CASES, {"person": whose, "connection": url}, source, clock=clock)


def in_redis(name: str, parts: dict[str, str]) -> dict[str, str]:
    """Answer the keys and values that Redis holds of one copy, as they lie there."""
    place, cache = places.of(registers.copies.get(name), parts), caches["copies"]
    client = cache._cache.get_client(None)  # type: ignore[attr-defined]  # past all that is ours
    names = [cache.make_key(key) for key in (place.entry, place.person) if key]
    return {key: client.get(key).decode("utf-8", "replace") for key in names if client.exists(key)}
