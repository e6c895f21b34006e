"""What news of a case system does here: copies of a case that changed are dropped, kinds of cases are read again.

News of a document is news of the cases to which it belongs.

News comes from `integrations.notifications`, by name (the setting NOTIFICATION_HANDLERS): parts that do not know each
other.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Protocol

from integrations.errors import IntegrationError

from .operations import dropping, refreshing
from .queries import linked
from .types import Cause
from .types.addresses import uuid_in
from .types.news import Change

CHANGES: Final = frozenset({"update", "partial_update"})
"""What happens to a document that its cases do not tell: that it is made, they tell when it is added to them."""


class Message(Protocol):
    """One message."""

    @property
    def action(self) -> str:
        """Answer what was done."""

    @property
    def created_at(self) -> datetime:
        """Answer when."""


class Event(Protocol):
    """News of one case, or of one kind of case."""

    @property
    def connection(self) -> uuid.UUID:
        """Answer whose news it is."""

    @property
    def main(self) -> str:
        """Answer the address of what it is about."""

    @property
    def messages(self) -> Sequence[Message]:
        """Answer all that was told of it."""


class NotPurgedError(IntegrationError):
    """Raised when copies could not be dropped: it must be done again."""


def case_changed(event: Event) -> None:
    """Drop the copies of a case.

    :raises NotPurgedError: when that failed.
    """
    case = uuid_in(event.main)
    if case is not None and not dropping.drop_case(event.connection, case):
        raise NotPurgedError("The copies of a case could not be dropped.")


def case_type_changed(event: Event) -> Callable[[], None]:
    """Have a kind of case read again."""
    return lambda: refreshing.want(event.connection, event.main, cause=Cause.NOTIFICATION)


def document_changed(event: Event) -> Sequence[Change]:
    """Make news of each case to which a document belongs: it became definite, or others may read it now (I-106).

    :raises UnavailableError: when the case system does not say which those are: it must be done again.
    """
    moments = [message.created_at for message in event.messages if message.action in CHANGES]
    return linked.changes_of(event.connection, event.main, max(moments)) if moments else ()
