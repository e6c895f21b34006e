"""Ask each kind of page over HTTP, one after the other, each time another one of its kind."""

import http.client
import time
from collections.abc import Mapping, Sequence

from tests import stack as stacks
from tests.bench.console.report import Measured, say
from tests.bench.processes import Asked

WARM = 20
"""Requests before the first that counts: they wake each process and thread."""
TOLD = ("plots", "export")
"""Words in the names of pages for which nothing was promised."""


def run(stack: stacks.Stack, requests: int) -> list[Measured]:
    """Measure all kinds of pages."""
    worker = Asked("tests.bench.console.asking", "config.settings.console", stack.environment)
    try:
        known = worker.ask("begin")
        cookie = f"{known['name']}={known['value']}"
        found = []
        for title, paths in known["pages"].items():
            say(f"  {title} …")
            queries = max(worker.ask("count", path=path) for path in paths[:3])
            seconds, failed = times(stack.console_port, cookie, paths, requests)
            told = any(word in title for word in TOLD)
            found.append(Measured(title, queries, seconds, failed, has_target=not told))
        say("")
        return found
    finally:
        worker.stop()


def times(port: int, cookie: str, paths: Sequence[str], requests: int) -> tuple[list[float], int]:
    """Answer how long each request took, and how many had no page as their answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers: Mapping[str, str] = {"Host": "console.localhost", "Cookie": cookie}
    taken, failed = [], 0
    for number in range(-WARM, requests):
        began = time.perf_counter()
        connection.request("GET", paths[number % len(paths)], headers=dict(headers))
        response = connection.getresponse()
        response.read()
        if number >= 0:
            taken.append(time.perf_counter() - began)
            failed += response.status != 200
    connection.close()
    return taken, failed
