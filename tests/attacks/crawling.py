"""Ask for every address once for each visitor, and let several tests judge the answers: they run in one process."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.attacks.addresses import Address


@dataclass(frozen=True, slots=True)
class Asked:
    """What is kept of an answer."""

    status_code: int
    headers: Mapping[str, str]


_asked: dict[tuple[str, str], Asked] = {}
"""Answers by who asked for which path."""


def ask(who: str, client: Client, found: Iterable[Address]) -> None:
    """Ask for every address, whether or not somebody has asked for it before."""
    for address in found:
        answer = client.get(address.path)
        _asked[who, address.path] = Asked(answer.status_code, dict(answer.headers))


def judged(
    who: str, client: Client, found: Iterable[Address], judge: Callable[[Any], list[str]]
) -> list[str]:
    """Ask for every address that this visitor has not asked for yet, and list what is wrong with the answers."""
    some = [address for address in found if "logout" not in address.path]
    ask(who, client, [address for address in some if (who, address.path) not in _asked])
    return [
        f"{address.name} {_asked[who, address.path].status_code}: {wrong}"
        for address in some
        for wrong in judge(_asked[who, address.path])
    ]
