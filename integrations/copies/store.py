"""Read and write entries in Redis; the only module that does so with what other systems told."""

import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from structlog import get_logger

from tenants import registers
from tenants.errors import DecryptionError

from . import entries, persons
from .entries import Entry
from .places import Place

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen in one look: the entry, if it is good, and the marks and the person's key of that moment."""

    entry: Entry | None
    marks: Mapping[str, str | None]
    wrapped: str = ""


def look(place: Place) -> Sight:
    """Look once; what an event made wrong is not there."""
    told = _cache().get_many([key for key in (place.entry, *place.marks.values(), place.person) if key])
    marks = {event: told.get(key) for event, key in place.marks.items()}
    wrapped = told.get(place.person) or ""
    entry = _opened(place, told.get(place.entry) or "", wrapped)
    return Sight(entry if entry and entry.marks == marks else None, marks, wrapped)


def prepared(place: Place, seen: Sight) -> Sight:
    """Make the key of a person who has none yet; to be called before anything is fetched."""
    if not place.person or seen.wrapped:
        return seen
    cache = _cache()
    cache.add(place.person, persons.make(place.person), _longest_of_persons())
    return Sight(seen.entry, seen.marks, cache.get(place.person) or "")


def keep(place: Place, entry: Entry, seen: Sight) -> bool:
    """Keep an entry, sealed under the key that was seen before it was fetched; False when it was not kept."""
    try:
        text = entries.write(entry)
    except TypeError as error:
        log.error("copies.not_kept", copy=place.copy.name, why=str(error))
        return False
    if len(text) > place.copy.largest:
        log.warning("copies.too_large", copy=place.copy.name, characters=len(text))
        return False
    if place.person:
        sealed = _sealed(place, text, seen.wrapped)
        if not sealed:
            return False
        text = sealed
        _cache().touch(place.person, _longest_of_persons())
    _cache().set(place.entry, text, _seconds(entry.longest - entry.at))
    return True


def drop(place: Place) -> None:
    """Forget an entry."""
    _cache().delete(place.entry)


def mark(key: str, longest: timedelta) -> bool:
    """Write down that an event happened; False when that could not be done."""
    cache, token = _cache(), secrets.token_urlsafe(12)
    cache.set(key, token, _seconds(longest.total_seconds()) * 2)
    return bool(cache.get(key) == token)


def forget_person(key: str) -> bool:
    """Throw the key of a person away; False when that could not be done."""
    cache = _cache()
    cache.set(key, "", 5)  # a Redis that is away would say of anything that it is not there
    gone = bool(cache.get(key) == "")
    cache.delete(key)
    return gone


def lock(place: Place, seconds: float) -> str:
    """Take the lock of a copy; empty when another process has it. Without Redis this process has it."""
    token = secrets.token_urlsafe(12)
    return token if _cache().add(place.lock, token, _seconds(seconds) + 1) else ""


def unlock(place: Place, token: str) -> None:
    """Give the lock back, unless it has passed to another meanwhile."""
    cache = _cache()
    if cache.get(place.lock) == token:
        cache.delete(place.lock)


def _cache() -> BaseCache:
    return caches["copies"]


def _seconds(age: float) -> int:
    return max(1, math.ceil(age))


def _longest_of_persons() -> int:
    ages = [copy.longest.total_seconds() for copy in registers.copies if copy.is_personal]
    return _seconds(max(ages, default=1))


def _sealed(place: Place, text: str, wrapped: str) -> str:
    """Seal an entry; nothing where Redis was away or the key no longer opens."""
    try:
        return persons.seal(text, place=place.entry, wrapped=wrapped, person=place.person) if wrapped else ""
    except DecryptionError:
        return ""


def _opened(place: Place, text: str, wrapped: str) -> Entry | None:
    """Read an entry; what cannot be read is not there, and is fetched again."""
    if not text or (place.person and not wrapped):
        return None
    try:
        if place.person:
            text = persons.unseal(text, place=place.entry, wrapped=wrapped, person=place.person)
        return entries.read(text)
    except (ValueError, DecryptionError):
        return None
