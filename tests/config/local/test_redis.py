"""A private Redis, as the tests and the demo start it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis as Client

from config.local import ports
from config.local.redis import Redis

PASSWORD = "geheim-van-de-proef"


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Redis]:
    """Start one that others find in their way."""
    server = Redis(tmp_path / "first", PASSWORD, careless=True, say=lambda text: None)
    server.start()
    yield server
    server.stop()


def test_who_finds_its_port_taken_by_another_of_the_same_password_takes_the_next(
    first: Redis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers that begin at once see the same port free; the one that comes late must not take the other's."""
    chosen, choose = iter([first.port]), ports.choose
    monkeypatch.setattr(ports, "choose", lambda *words, **more: next(chosen, 0) or choose(*words, **more))
    second = Redis(tmp_path / "second", PASSWORD, careless=True, say=lambda text: None)

    second.start()
    try:
        with Client.from_url(first.url) as one, Client.from_url(second.url) as other:
            assert second.port != first.port
            assert one.info("server")["process_id"] != other.info("server")["process_id"]
    finally:
        second.stop()
    with Client.from_url(first.url) as one:
        assert one.ping()
