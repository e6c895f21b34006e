"""Read something very large; for inside a worker."""

import gc
from pathlib import Path
from typing import Any

import requests  # noqa: TID251 - what is compared with

from integrations.connections import clients
from integrations.errors import UnavailableError
from integrations.zgw.client import CASES, WITH_PLACES
from tenants.entry import enter
from tests.bench.integrations import towns

PIECE = 65_536
LOOK_EVERY = 5_000_000
"""Bytes."""


def small(number: int) -> dict[str, Any]:
    """Ask something small, so that all that a first call needs is there."""
    tenant = towns.reference(number)
    with enter(tenant), clients.open(towns.access(number, "documents"), tenant=tenant) as client:
        client.get("/documenten/api/v1/enkelvoudiginformatieobjecten")
    return {}


def streamed(number: int) -> dict[str, Any]:
    """Read a large answer piece by piece."""
    tenant, look = towns.reference(number), _Look()
    with (
        enter(tenant),
        clients.open(towns.access(number, "cases"), tenant=tenant) as client,
        client.download(CASES, headers=WITH_PLACES) as reply,
    ):
        for piece in reply.iter_content(PIECE):
            look.add(len(piece))
    return look.told("read to its end")


def refused(number: int) -> dict[str, Any]:
    """Ask for a large answer as if it were small."""
    tenant, look = towns.reference(number), _Look()
    with enter(tenant), clients.open(towns.access(number, "cases"), tenant=tenant) as client:
        outcome = _outcome(client)
    return look.told(outcome)


def plain(url: str) -> dict[str, Any]:
    """Read a large answer as requests does by itself: the control."""
    look = _Look()
    answer = requests.get(url, timeout=60)
    look.add(len(answer.content))
    return look.told("read to its end")


def _outcome(client: clients.Client) -> str:
    try:
        client.get(CASES, headers=WITH_PLACES)
    except UnavailableError as error:  # what it holds on to must be gone before anybody looks
        return error.reason.value
    return "answered"


class _Look:
    """How much memory of its own this process has, looked at now and then; kB."""

    def __init__(self) -> None:
        gc.collect()
        self._peak_before = _reset_peak()
        self._before = self._most = _held()
        self._bytes = self._next = 0

    def add(self, number: int) -> None:
        self._bytes += number
        if self._bytes >= self._next:
            self._next = self._bytes + LOOK_EVERY
            self._most = max(self._most, _held())

    def told(self, outcome: str) -> dict[str, Any]:
        most = max(self._most, _held())
        peak = _peak()
        gc.collect()
        return {
            "outcome": outcome,
            "bytes": self._bytes,
            "before": self._before,
            "most": max(most - self._before, peak - self._peak_before),
            "after": _held() - self._before,
        }


def _held() -> int:
    return _status("RssAnon")


def _peak() -> int:
    return _status("VmHWM")


def _reset_peak() -> int:
    """Let the kernel forget the largest size so far; answer the size of now."""
    Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _status(name: str) -> int:
    text = Path("/proc/self/status").read_text()
    return int(next(line for line in text.splitlines() if line.startswith(name)).split()[1])
