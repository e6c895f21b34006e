"""Without Redis copies are answered all the same, and a frozen one is not asked at every turn (ADR 0010, V14)."""

from collections.abc import Callable
from typing import Any

import pytest
import redis
from django.core.cache import caches

from integrations import copies
from integrations.outcomes import Outcome, found
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.copies.conftest import CASES, TYPE, Source


@pytest.fixture
def frozen(zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A Redis that answers nothing, and how often it was asked."""
    asked: list[Any] = []

    def nothing(*args: Any, **kwargs: Any) -> Any:
        asked.append(args)
        raise redis.exceptions.TimeoutError

    with enter(zonnedam):
        caches["copies"].get("connect")
        client = caches["copies"]._cache  # type: ignore[attr-defined]
        for name in ("get", "get_many", "set", "add", "delete", "touch"):
            monkeypatch.setattr(client, name, nothing)
        yield asked


@pytest.mark.fault("F25")
@pytest.mark.parametrize("name", [TYPE, CASES])
def test_copies_are_answered_without_redis_and_it_is_asked_once(
    frozen: list[Any], source: Source, name: str, url: str
) -> None:
    parts = {TYPE: {"url": url}, CASES: {"person": url, "connection": url}}[name]

    for _ in range(3):
        assert copies.get(name, parts, source) == found("antwoord")

    assert source.asked == 3
    assert len(frozen) == 1


@pytest.mark.fault("F25")
def test_a_purge_that_did_not_arrive_says_so(frozen: list[Any], url: str) -> None:
    assert not copies.purge("type.changed", {"url": url})
    assert not copies.purge(copies.PERSON_ERASED, {"person": url})


def test_when_redis_is_back_copies_are_kept_again(
    ask: Callable[[], Outcome[Any]], source: Source, zonnedam: TenantRef
) -> None:
    with enter(zonnedam):
        ask()
        ask()

    assert source.asked == 1
