"""Choose between the shared book and this process's own, and say what stands in the log."""

import contextlib
import functools
import random
import secrets
import time
from types import TracebackType
from typing import Final, Self

from django.conf import settings
from structlog import get_logger

from tenants.types import TenantRef

from . import rules
from .local import LocalBook
from .shared import AwayError, SharedBook
from .types import Answer, Refused

SOON: Final = (2, 6)
"""Seconds after which to come back to a municipality that has its share: drawn, so that not all come at once."""
TOLD_EVERY: Final = 10.0
"""Seconds between two lines about the same municipality: a flood of requests is no flood of lines."""
_own: Final = LocalBook()
_told: Final[dict[str, float]] = {}
log = get_logger(__name__)


class Place:
    """The right to be answered now; given back at the end of a block, or when what it was handed to has ended."""

    def __init__(
        self, tenant: str = "", token: str = "", *, is_shared: bool = False, is_in_demand: bool = False
    ) -> None:
        self._tenant, self._token, self._is_shared = tenant, token, is_shared
        self._is_kept, self._is_in_demand = False, is_in_demand

    def keep(self) -> None:
        """Do not give it back at the end of the block: its answer is still being made."""
        self._is_kept = True

    def give_back(self) -> None:
        """Let somebody else have it; twice does no harm."""
        if not self._token:
            return
        token, self._token = self._token, ""
        if not self._is_shared:
            _own.give_back(self._tenant, token)
            return
        try:
            book().give_back(self._tenant, token, at_once=self._is_in_demand)
        except AwayError:
            book().give_back_later(self._tenant, token)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._is_kept or kind is not None:
            self.give_back()


def take(tenant: TenantRef) -> Place | Refused:
    """Let a request of a municipality begin, unless it is beyond what it may take of what all share."""
    if not settings.TENANT_SHARE:
        return Place()
    key, token = tenant.uuid.hex, secrets.token_hex(8)
    is_shared, is_in_demand = True, False
    try:
        limits = rules.shared(settings.WEB_PLACES, settings.TENANT_SHARE, settings.TENANT_REQUESTS)
        answer, left, is_in_demand = book().take(key, token, limits)
    except AwayError:
        is_shared = False
        limits = rules.alone(settings.WEB_THREADS, settings.WEB_PLACES, settings.TENANT_REQUESTS)
        answer, left = _own.take(key, token, limits)
    if answer is Answer.GRANTED:
        return Place(key, token, is_shared=is_shared, is_in_demand=is_in_demand)
    if is_shared:
        _note(key)
    _tell(tenant, answer)
    if answer is Answer.SPENT:
        return Refused(answer, max(1, -(-left // 1_000)))
    return Refused(answer, random.randint(*SOON))  # noqa: S311 - spreads requests, guards nothing


def _note(key: str) -> None:
    """Write it down for who tells operators (`alarms`)."""
    with contextlib.suppress(AwayError):
        book().note_refusal(key, time.time())


def _tell(tenant: TenantRef, answer: Answer) -> None:
    now = time.monotonic()
    if now - _told.get(tenant.uuid.hex, -TOLD_EVERY) >= TOLD_EVERY:
        _told[tenant.uuid.hex] = now
        log.warning("quota.refused", tenant=str(tenant.uuid), why=answer.name.lower())


@functools.cache
def book() -> SharedBook:
    """Answer the one of this process."""
    return SharedBook(settings.REDIS_URL)
