"""Whether this process runs under ASGI, where one thread serves many tenants at once (architecture T9)."""

import asyncio
import sys
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Critical
from django.core.handlers.asgi import ASGIHandler

from .errors import StartRefusedError

SERVERS = (
    "daphne.server",
    "granian.server",
    "gunicorn.workers.gasgi",
    "hypercorn.run",
    "uvicorn.server",
    "uvicorn.workers",
)
"""Modules that only a process which serves ASGI imports."""


def signs() -> list[str]:
    """List what points to ASGI; nothing under WSGI, in a worker or in a command."""
    found = [f"the module {name} is imported" for name in SERVERS if name in sys.modules]
    if getattr(settings, "ASGI_APPLICATION", None):
        found.append("ASGI_APPLICATION is set")
    if _loop_runs():
        found.append("an event loop runs in this thread")
    return found


def refusal(signs: list[str]) -> CheckMessage:
    """Say why not, and what to run instead."""
    return Critical(
        f"This process runs under ASGI: {'; '.join(signs)}.",
        hint="Run `gunicorn config.wsgi:application --threads 4`, with gunicorn's own threaded workers.",
        id="tenants.E006",
    )


def refuse_handler(sender: Any, **_options: Any) -> None:
    """Refuse a request that an ASGI handler brings, as a receiver of `request_started`.

    :raises StartRefusedError: whatever started the handler.
    """
    if isinstance(sender, type) and issubclass(sender, ASGIHandler):
        raise StartRefusedError([refusal(["a request came in through Django's ASGI handler"])])


def _loop_runs() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
