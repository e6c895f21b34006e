"""The console alone, on a database of its own: what is measured here needs no portals and no workers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import databases
from tests import stack as stacks

PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


@contextmanager
def console(folder: Path, database: str, *, browsed: bool = False) -> Iterator[stacks.Stack]:
    """Serve the console on a fresh database; no workers, which would look after a thousand municipalities.

    :param browsed: whether a browser comes by, which also asks for style sheets, scripts and images.
    """
    databases.clone(database, municipalities=False)
    files = {} if browsed else {"STATIC_STORAGE": PLAIN_FILES}
    stack = stacks.Stack(folder, {**stacks.environment_for(folder, database, redis_database=1), **files})
    try:
        if browsed:
            stacks.collect_static(stack)
        stack.start("console", "console", [*stacks.WEB, "--bind", f"127.0.0.1:{stack.console_port}"])
        stack.await_web("console", stack.console_port)
        yield stack
    finally:
        stack.stop()
        databases.drop(database)
