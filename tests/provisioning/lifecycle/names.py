"""A DNS of the tests' own: what stands in it, and who is out of reach."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from integrations.errors import Reason, UnavailableError

HERE = "tests.provisioning.lifecycle.names"
texts: dict[str, list[str]] = {}
away: set[str] = set()


def resolve(name: str, *, timeout: float) -> Sequence[str]:
    """Answer what stands there."""
    if name in away:
        raise UnavailableError(Reason.TOO_SLOW)
    return texts.get(name, [])


@pytest.fixture
def dns(settings: Any) -> Iterator[dict[str, list[str]]]:
    """Have proofs looked for here."""
    settings.DOMAIN_RESOLVER = f"{HERE}.resolve"
    yield texts
    texts.clear()
    away.clear()
