"""A portal that serves, and processes beside it that open municipalities, each one at a time."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import databases
from tests import stack as stacks

DATABASE = "inwonerplein_bench_lifecycle"
PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


class Opener:
    """A process with the lifecycle worker's settings and login."""

    def __init__(self, stack: stacks.Stack) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.bench.lifecycle.worker"],
            cwd=databases.ROOT,
            env={
                **os.environ,
                **stack.environment,
                "DJANGO_SETTINGS_MODULE": "config.settings.lifecycle",
                "LOG_LEVEL": "ERROR",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def send(self, what: str, **details: Any) -> None:
        """Ask without waiting."""
        assert self.process.stdin is not None
        print(json.dumps({"do": what, **details}), file=self.process.stdin, flush=True)

    def receive(self) -> Any:
        """Wait for an answer.

        :raises RuntimeError: when the process has ended instead.
        """
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"An opener ended with code {self.process.wait()}; its own words are above.")
        return json.loads(line)

    def ask(self, what: str, **details: Any) -> Any:
        """Ask, and wait for the answer."""
        self.send(what, **details)
        return self.receive()

    def stop(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


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
        for opener in found:
            opener.ask("open", arm="cold")
        yield found
    finally:
        for opener in found:
            opener.stop()
