"""Choose between the shared book and this process's own."""

import secrets
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tenants.cache import key_of

from . import breaker, rules, shared
from .local import LocalBook
from .shared import AwayError
from .types import Asked, Ended, Permission, Standing, Verdict

PAUSES: Final = (0.015, 0.03, 0.06, 0.12, 0.2)
"""Seconds after which a citizen's call that found no place looks once more: another page's calls end meanwhile, and
where they do not the breaker soon says so. Others look once: places are given back a moment after a call has ended
(`wires.LINGER`)."""
_own: Final = LocalBook()


@dataclass(frozen=True, slots=True)
class Place:
    """The right to make one call."""

    key: str
    tenant: uuid.UUID
    token: str
    is_shared: bool
    """Whether Redis knows of it."""
    is_probe: bool = False
    """Whether this call decides over the breaker."""
    is_in_demand: bool = False
    """Whether more than half of the places were taken: then others are told at once that it is free again."""


def key_for(tenant: uuid.UUID, connection: uuid.UUID) -> str:
    """Name what is kept of a municipality's connection.

    :raises NoTenantError: inside another municipality.
    """
    return key_of(tenant, f"connection:{connection.hex}", "guard")


def take(
    tenant: uuid.UUID,
    connection: uuid.UUID,
    *,
    at_once: int,
    lease: int,
    is_retry: bool = False,
    is_background: bool = False,
    meanwhile: Callable[[], object] | None = None,
) -> Place | Permission:
    """Let a call begin; else answer why not.

    :param meanwhile: what there is to do while that is found out; may be called again, or not at all.
    """
    key, token = key_for(tenant, connection), secrets.token_hex(8)
    if _own.resting(key):
        _own.send_away(key)
        return Permission.RESTING
    asked = Asked(token, at_once, lease, is_retry=is_retry, is_background=is_background)
    pauses = _pauses(asked)
    place = _ask(key, tenant, asked, asks_again=True, meanwhile=meanwhile)
    for number, pause in enumerate(pauses, start=1):
        if place is not Permission.CROWDED:
            break
        time.sleep(pause)
        place = _ask(key, tenant, asked, asks_again=number < len(pauses))
    return place


def _pauses(asked: Asked) -> Sequence[float]:
    """Choose how long to wait for a place: most of the time is for the call itself."""
    has_time = asked.lease - rules.MARGIN > 2_000 * sum(PAUSES)
    return PAUSES if has_time and not (asked.is_retry or asked.is_background) else PAUSES[:1]


def _ask(
    key: str,
    tenant: uuid.UUID,
    asked: Asked,
    *,
    asks_again: bool,
    meanwhile: Callable[[], object] | None = None,
) -> Place | Permission:
    try:
        return _ask_shared(key, tenant, asked, asks_again=asks_again, meanwhile=meanwhile)
    except AwayError:
        return _ask_own(key, tenant, asked, asks_again=asks_again)


def _ask_shared(
    key: str, tenant: uuid.UUID, asked: Asked, *, asks_again: bool, meanwhile: Callable[[], object] | None
) -> Place | Permission:
    resting, crowded = _own.sent_away(key)
    permission, left, taken = shared.book().take(
        key, asked, resting=resting, crowded=crowded, asks_again=asks_again, meanwhile=meanwhile
    )
    if permission is Permission.RESTING:
        _own.rest(key, left)
    return _place(key, tenant, asked, left, taken) if permission is Permission.GRANTED else permission


def take_together(
    tenant: uuid.UUID, connection: uuid.UUID, number: int, *, at_once: int, lease: int, is_background: bool
) -> list[Place]:
    """Let several calls begin, in one question: as many as there is room for, up to a number.

    Nobody is sent away by it: who gets no place here asks for one of his own.
    """
    key = key_for(tenant, connection)
    if _own.resting(key):
        return []
    asked = [Asked(secrets.token_hex(8), at_once, lease, is_background=is_background) for _ in range(number)]
    try:
        answers = shared.book().take_together(key, asked)
    except AwayError:
        return []
    return [
        _place(key, tenant, one, left, taken)
        for one, (permission, left, taken) in zip(asked, answers, strict=True)
        if permission is Permission.GRANTED
    ]


def _place(key: str, tenant: uuid.UUID, asked: Asked, left: int, taken: int) -> Place:
    is_in_demand = 2 * taken > breaker.room(asked)
    return Place(key, tenant, asked.token, True, is_probe=bool(left), is_in_demand=is_in_demand)


def _ask_own(key: str, tenant: uuid.UUID, asked: Asked, *, asks_again: bool) -> Place | Permission:
    permission, left = _own.take(key, asked)
    is_crowded = permission is Permission.CROWDED
    if permission is Permission.RESTING or (is_crowded and not asks_again):
        _own.send_away(key, crowded=is_crowded)
    if permission is not Permission.GRANTED:
        return permission
    return Place(key, tenant, asked.token, False, is_probe=bool(left))


def give_back(place: Place, ended: Ended) -> None:
    """Note how a call ended."""
    if not place.is_shared:
        _own.give_back(place.key, ended)
        return
    try:
        standing = _tell(place, ended)
    except AwayError:
        _own.give_back(place.key, ended)
        shared.book().say_later_given_back(place.key, ended)  # else it is taken there until its lease is over
    else:
        _own.copy(place.key, standing)


def _tell(place: Place, ended: Ended) -> Standing:
    is_news = ended.verdict is not Verdict.GOOD or place.is_probe or ended.rest
    if not (is_news or place.is_in_demand):
        shared.book().say_given_back(place.key, ended)  # it changes nothing that would have to be waited for
        return Standing()
    standing, has_changed = shared.book().give_back(place.key, ended)
    if has_changed:
        shared.book().ask(["SADD", shared.TROUBLED, place.tenant.hex])
    return standing


def is_in_vain(place: Place) -> bool:
    """Look whether it is in vain to wait for a call: others would be sent away there by now."""
    if place.is_shared and _own.resting(place.key):
        return True
    try:
        return shared.book().is_in_vain(place.key) if place.is_shared else _own.is_in_vain(place.key)
    except AwayError:
        return _own.is_in_vain(place.key)


def standing(tenant: uuid.UUID, connection: uuid.UUID) -> Standing:
    """Answer how a breaker stands, without a call."""
    key = key_for(tenant, connection)
    try:
        ((until, in_row, trips), time) = shared.book().ask(
            ["HMGET", key, "until", "in_row", "trips"], ["TIME"]
        )
    except AwayError:
        return _own.standing(key)
    now = int(time[0]) * 1_000 + int(time[1]) // 1_000
    return Standing(max(int(until or 0) - now, 0), int(in_row or 0), int(trips or 0))


def forget(tenant: uuid.UUID, connection: uuid.UUID) -> None:
    """Begin anew with a connection whose address or secret was changed; others follow within seconds."""
    key = key_for(tenant, connection)
    _own.forget(key)
    try:
        shared.book().ask(["DEL", key, f"{key}:w"])
    except AwayError:
        return
