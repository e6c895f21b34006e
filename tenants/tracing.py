"""One number for all that a request or a task leads to (M-12): in log lines, messages to workers, calls elsewhere.

It is the number of the request (`X-Request-Id`), made here and never taken from a visitor. A message to a worker
carries it on, and so the lines of the task do. Other systems get it as `traceparent` (W3C Trace Context), with a number
for that call alone: with both a supplier finds the call in their own log.
"""

import re
import secrets
import uuid
from typing import Any, Final

from celery import signals
from django.conf import settings
from structlog import contextvars

HEADER: Final = "traceparent"
FORM: Final = re.compile(r"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
SPAN: Final = "manual.http"
"""Who made a span, for Sentry: of no other is it known what stands in it (`logs.scrub_transaction`)."""


def current() -> str:
    """Answer the number of the request or task that this thread works for; empty when there is none."""
    return str(contextvars.get_contextvars().get("request_id") or "")


def traceparent() -> str:
    """Make the header for one call or message; it asks nobody to record anything."""
    return f"00-{current() or uuid.uuid4().hex}-{secrets.token_hex(8)}-00"


def install() -> None:
    """Have messages to workers carry the number, and tasks take it up."""
    signals.before_task_publish.connect(_send, weak=False, dispatch_uid="tenants.tracing")
    signals.task_prerun.connect(_begin, weak=False, dispatch_uid="tenants.tracing")
    signals.task_postrun.connect(_end, weak=False, dispatch_uid="tenants.tracing")


def begin_span(method: str, whom: str) -> Any:
    """Begin what Sentry knows of a call to another system: a method and a kind of system, never an address."""
    if not settings.SENTRY_TRACES:
        return None
    import sentry_sdk

    return sentry_sdk.start_span(op="http.client", name=f"{method} {whom}", origin=SPAN)


def end_span(span: Any, outcome: str) -> None:
    """End it, with a status or the reason why there was none."""
    if span is not None:
        span.set_data("outcome", outcome)
        span.finish()


def _send(headers: Any = None, **_: Any) -> None:
    if isinstance(headers, dict):
        headers.setdefault(HEADER, traceparent())


def _begin(task: Any = None, **_: Any) -> None:
    named = getattr(task.request, HEADER, None) or (task.request.headers or {}).get(HEADER)
    carried = FORM.fullmatch(str(named))
    number = carried.group(1) if carried else current() or uuid.uuid4().hex
    task.request.bound = contextvars.bind_contextvars(request_id=number, task=task.name)


def _end(task: Any = None, **_: Any) -> None:
    contextvars.reset_contextvars(**getattr(task.request, "bound", {}))
