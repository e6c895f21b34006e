"""A portal that serves, and processes beside it that open municipalities, each one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import databases
from tests import stack as stacks
from tests.bench.processes import Asked

DATABASE = "inwonerplein_bench_lifecycle"
PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


class Opener(Asked):
    """A process with the lifecycle worker's settings and login."""

    def __init__(self, stack: stacks.Stack) -> None:
        super().__init__("tests.bench.lifecycle.worker", "config.settings.lifecycle", stack.environment)


@contextmanager
def portal(folder: Path) -> Iterator[stacks.Stack]:
    """Serve portals on a fresh database without municipalities; no workers, which would open too."""
    databases.clone(DATABASE, municipalities=False)
    environment = stacks.environment_for(folder, DATABASE, redis_database=1)
    # No file is asked for here, so none needs to be collected and compressed first.
    stack = stacks.Stack(folder, {**environment, "STATIC_STORAGE": PLAIN_FILES})
    try:
        stack.start_web()
        yield stack
    finally:
        stack.stop()
        databases.drop(DATABASE)


@contextmanager
def openers(stack: stacks.Stack, number: int) -> Iterator[list[Opener]]:
    """Start so many openers; each has opened one before it is measured."""
    found = [Opener(stack) for _ in range(number)]
    try:
        found[0].ask("prepare")
        for opener in found:
            opener.ask("open", arm="cold")
        yield found
    finally:
        for opener in found:
            opener.stop()
