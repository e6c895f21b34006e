"""Catch what leaves a process by other ways than the answer: log lines, letters, messages to workers, reports.

What is caught belongs to whoever listens in this context; copies of the context (threads of `tenants.parallel`)
belong to the same listener, and what nobody listens to is kept apart.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend

type Caught = list[tuple[str, str]]

_listener: ContextVar[Caught | None] = ContextVar("listener", default=None)
unheard: Caught = []
"""What was caught while nobody listened, such as in bare threads."""


def catch(place: str, text: str) -> None:
    """Keep something for who listens."""
    caught = _listener.get()
    (unheard if caught is None else caught).append((place, text))


@contextmanager
def listening() -> Iterator[Caught]:
    """Collect what is caught during a block."""
    caught: Caught = []
    token = _listener.set(caught)
    try:
        yield caught
    finally:
        _listener.reset(token)


class LogCatcher(logging.Handler):
    """Format lines as the product does, and keep them."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        catch("log", self.format(record))


class MailCatcher(BaseEmailBackend):
    """Keep letters instead of sending them."""

    def send_messages(self, email_messages: Any) -> int:
        """Keep letters, headers and all."""
        for message in email_messages:
            catch("mail", message.message().as_string())
        return len(email_messages)


def install() -> None:
    """Catch log lines in the format of the product, messages to workers, and what Sentry would get."""
    root = logging.getLogger()
    if any(isinstance(handler, LogCatcher) for handler in root.handlers):
        return
    catcher = LogCatcher()
    catcher.setFormatter(root.handlers[0].formatter)
    root.handlers = [catcher]
    _catch_messages()
    _catch_envelopes()


def _catch_messages() -> None:
    """Keep each message instead of bringing it to the broker."""
    from celery import Celery

    def keep(self: Any, name: str, args: Any = None, kwargs: Any = None, **options: Any) -> None:
        kept = {"args": args, "kwargs": kwargs, "headers": options.get("headers")}
        catch("message", json.dumps([name, kept], default=str))

    Celery.send_task = keep


def _catch_envelopes() -> None:
    import sentry_sdk
    from sentry_sdk.transport import Transport

    class Stub(Transport):
        def capture_envelope(self, envelope: Any) -> None:
            catch("sentry", envelope.serialize().decode("utf-8", "replace"))

    client = sentry_sdk.get_client()
    if client.is_active():
        client.transport = Stub(client.options)
