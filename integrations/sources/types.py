"""What is asked, for whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from integrations import copies
from integrations.http.deadline import Deadline
from integrations.outcomes import Outcome

type Query[T] = Callable[[Deadline], Outcome[T]]
"""A question to one source: whatever goes wrong is an outcome."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose page it is: what comes late is for this person in this session alone."""

    person: str
    """The key of the account; empty for who has not signed in."""
    session: str


@dataclass(frozen=True, slots=True)
class Kept[T]:
    """A query that answers from a registered copy."""

    name: str
    parts: Mapping[str, str]
    fetch: Query[T]

    def __call__(self, deadline: Deadline) -> Outcome[T]:
        """Answer the copy, or fetch it."""
        return copies.get(self.name, self.parts, self.fetch, deadline=deadline)

    def last_known(self) -> Outcome[T] | None:
        """Answer what may be shown in place of an answer that is late."""
        return copies.find(self.name, self.parts)


def kept[T](name: str, parts: Mapping[str, str], fetch: Query[T]) -> Kept[T]:
    """Make a query that answers from a registered copy."""
    return Kept(name, parts, fetch)


def visitor(request: HttpRequest) -> Visitor | None:
    """Answer whose request it is; None where there is no session to bind anything to."""
    session: Any = getattr(request, "session", None)
    key = session.session_key if session is not None else None
    user: Any = getattr(request, "user", None)
    person = str(user.pk) if user is not None and user.is_authenticated else ""
    return Visitor(person, key) if key else None
