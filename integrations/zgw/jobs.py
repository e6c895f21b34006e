"""Jobs of the mirror: each day for all case systems, when somebody asks, and when a page or a notification does."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.utils import timezone
from structlog import get_logger

from integrations.connections import queries as connections
from integrations.connections.types import System
from tenants import schedule

from . import models, operations
from .operations import recording, refreshing, synchronising
from .types import Cause

OLD: Final = timedelta(days=2)
log = get_logger(__name__)


def synchronise(_key: str) -> None:
    """Bring the mirror of each case system that is used now up to date; one that fails stops no other."""
    used = connections.used_now()
    for connection in connections.keys_of(System.CASE_SYSTEM):
        if connection not in used:
            continue
        try:
            operations.synchronise(connection, cause=Cause.SCHEDULE)
        except Exception as error:
            log.exception("zgw.synchronisation_failed", connection=str(connection), kind=type(error).__name__)


def synchronise_one(key: str) -> None:
    """Do a synchronisation that somebody asked for."""
    _whole(key, synchronising.run)


def refresh(key: str) -> None:
    """Read one case type that a page or a notification asked for."""
    _whole(key, refreshing.run)


def forget(_key: str) -> None:
    """Forget synchronisations of long ago."""
    operations.forget(timezone.now())


def states() -> dict[str, str]:
    """Answer how the mirror of each case system that is used is doing, for the register of health checks."""
    used = connections.used_now()
    found = {}
    for connection in connections.keys_of(System.CASE_SYSTEM):
        if connection in used:
            found[str(connection)] = _state(connection)
    return found


def _state(connection: uuid.UUID) -> str:
    last = (
        models.Synchronisation.objects.filter(connection=connection, url="", ended_at__isnull=False)
        .order_by("-ended_at")
        .first()
    )
    if last is None:
        return "never"
    if last.ended_at is not None and timezone.now() - last.ended_at > OLD:
        return "old"
    return "partial" if last.failures else "fine"


def _whole(key: str, do: Callable[[uuid.UUID], object]) -> None:
    """Do it, or come back later where somebody has it in hand: who dies at it is followed by this one."""
    row = uuid.UUID(key)
    if do(row) is None and models.Synchronisation.objects.filter(pk=row, ended_at=None).exists():
        raise schedule.Later(recording.DEAD_AFTER)
