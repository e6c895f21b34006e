"""Slots: the moments at which a job is due for one municipality. Pure arithmetic; the clock is handed in."""

import datetime
import hashlib
import uuid
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from .types import SKIP, CatchUp, Daily, Every, Rhythm

ZONE: Final = ZoneInfo("Europe/Amsterdam")
"""Where all municipalities are."""
EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
GRACE: Final = datetime.timedelta(minutes=1)
"""Who comes later than this after a slot has missed it."""
DAY: Final = datetime.timedelta(days=1)
TICK: Final = datetime.timedelta(microseconds=1)


def offset_of(tenant: uuid.UUID, job: str, rhythm: Rhythm) -> datetime.timedelta:
    """Answer how long after the others a municipality begins: always the same, so that not all begin at once."""
    within = rhythm.period if isinstance(rhythm, Every) else rhythm.spread
    digest = hashlib.blake2b(tenant.bytes + job.encode(), digest_size=8).digest()
    seconds = int(within.total_seconds())
    return datetime.timedelta(seconds=int.from_bytes(digest) % seconds if seconds else 0)


def latest(rhythm: Rhythm, offset: datetime.timedelta, at: datetime.datetime) -> datetime.datetime:
    """Answer the last slot that has begun."""
    if isinstance(rhythm, Every):
        return at - (at - EPOCH - offset) % rhythm.period
    return max(slot for slot in _around(rhythm, offset, at) if slot <= at)


def following(rhythm: Rhythm, offset: datetime.timedelta, at: datetime.datetime) -> datetime.datetime:
    """Answer the first slot that has not begun yet."""
    if isinstance(rhythm, Every):
        return latest(rhythm, offset, at) + rhythm.period
    return min(slot for slot in _around(rhythm, offset, at) if slot > at)


def due(
    rhythm: Rhythm,
    catch_up: CatchUp,
    offset: datetime.timedelta,
    *,
    last: datetime.datetime,
    now: datetime.datetime,
) -> list[datetime.datetime]:
    """List the slots to run now, oldest first.

    :param last: the slot up to which everything was decided.
    """
    newest = latest(rhythm, offset, now)
    if newest <= last:
        return []
    if catch_up == SKIP:
        return [newest] if now - newest <= GRACE else []
    found: list[datetime.datetime] = []
    while newest > last and len(found) < catch_up.most:
        found.append(newest)
        newest = latest(rhythm, offset, newest - TICK)
    return found[::-1]


def name_of(slot: datetime.datetime) -> str:
    """Write a slot down: the key under which its work is claimed."""
    return f"slot-{slot.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _around(rhythm: Daily, offset: datetime.timedelta, at: datetime.datetime) -> Iterator[datetime.datetime]:
    """Answer the slots of the days around a moment.

    A time that the clock skips in March comes an hour later, as it would have on the old clock; of a time that comes
    twice in October the first counts. So each day has one slot.
    """
    today = (at - offset).astimezone(ZONE).date()
    for days in (-1, 0, 1, 2):
        local = datetime.datetime.combine(today + days * DAY, rhythm.at, ZONE)
        yield local.astimezone(datetime.UTC) + offset
