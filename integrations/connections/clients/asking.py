"""Ask one question, and answer with an outcome (architecture I3)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog

from integrations.errors import NotConfiguredError, Reason, UnavailableError
from integrations.outcomes import Outcome, failed, found, not_found

from .client import Client

log = structlog.get_logger(__name__)
ABSENT = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
MISREAD = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What a reader raises when an answer has not the form that it expects."""


def ask[T](
    client: Client, path: str, read: Callable[[Any], T], *, method: str = "GET", **parts: Any
) -> Outcome[T]:
    """Ask for one thing: *ok*, *empty*, *not found*, *forbidden*, *unavailable* or *malformed*; it raises nothing.

    :param read: makes ours of theirs; what it raises over a form that it does not know becomes *malformed*.
    :param parts: of the call, as requests names them, and `is_safe`.
    """

    def question() -> Outcome[T]:
        reply = client.request(method, path, **parts)
        if reply.status_code in ABSENT:
            return not_found()
        if reply.status_code >= HTTPStatus.MULTIPLE_CHOICES:
            return failed(Reason.MALFORMED)
        return found(read(reply.json()))

    return outcome_of(question)


def outcome_of[T](question: Callable[[], Outcome[T]]) -> Outcome[T]:
    """Answer what a question of several calls came to; a failure on the way is an outcome too."""
    try:
        return question()
    except UnavailableError as error:
        return failed(error.reason)
    except NotConfiguredError:
        return failed(Reason.SWITCHED_OFF)
    except MISREAD as error:
        log.warning("connection.misread", kind=type(error).__name__)  # never its text: it quotes the answer
        return failed(Reason.MALFORMED)
