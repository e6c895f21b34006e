"""A question to a register of persons or companies writes itself down, with whose data it is about (P-264)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from integrations.errors import UnavailableError
from tenants import processing
from tenants.processing import Outcome

REGISTERS: Final = frozenset({"brp", "kvk"})
"""Kinds of system that are asked by somebody's BSN or KvK number."""


@contextmanager
def recorded(system: str) -> Iterator[None]:
    """Record one call, where the work is about somebody (`tenants.processing.about`); the Doctor asks about nobody."""
    if system not in REGISTERS:
        yield
        return
    try:
        yield
    except UnavailableError:
        processing.noted(system, Outcome.FAILED)
        raise
    processing.noted(system, Outcome.OK)
