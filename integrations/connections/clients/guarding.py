"""What a client asks of the guard that stands around each of its calls."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from integrations.connections.types import Access
from integrations.http import Deadline


class Guard(Protocol):
    """Breaker, bulkhead and retries of one connection of one municipality."""

    def call[T](
        self,
        tenant: uuid.UUID,
        access: Access,
        do: Callable[[], T],
        *,
        is_safe: bool,
        deadline: Deadline,
        meanwhile: Callable[[], object] | None = None,
    ) -> T:
        """Call, or raise `UnavailableError` without a call.

        :param is_safe: whether doing it twice does no harm.
        :param meanwhile: what there is to do while it is found out whether the call may begin; raises nothing.
        """

    def room_for(
        self, tenant: uuid.UUID, access: Access, number: int, *, deadline: Deadline
    ) -> AbstractContextManager[None]:
        """Take places for so many calls that begin side by side in this block."""


class _Nobody:
    def call[T](
        self,
        tenant: uuid.UUID,
        access: Access,
        do: Callable[[], T],
        *,
        is_safe: bool,
        deadline: Deadline,
        meanwhile: Callable[[], object] | None = None,
    ) -> T:
        return do()

    def room_for(
        self, tenant: uuid.UUID, access: Access, number: int, *, deadline: Deadline
    ) -> AbstractContextManager[None]:
        return nullcontext()


UNGUARDED: Guard = _Nobody()
"""For the tests that operators ask for: those call whatever the breaker says."""
