"""Processes that serve an arm each, and how to ask them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
WALLS = "tests.bench.tenancy.settings_walls"
ROLES = "tests.bench.tenancy.settings_roles"
SINGLE = "config.settings.bench_single"
QUIET = {
    "LOG_LEVEL": "ERROR",
    "PYTHONHASHSEED": "0",
    "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
}


class Arm:
    """One process, asked one thing at a time: while it works nobody else of ours does."""

    def __init__(self, settings: str, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.bench.tenancy.worker"],
            cwd=ROOT,
            env={**os.environ, **environment, **QUIET, "DJANGO_SETTINGS_MODULE": settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what: str, **details: Any) -> dict[str, Any]:
        """Ask, and wait for the answer."""
        self.send(what, **details)
        return self.receive()

    def send(self, what: str, **details: Any) -> None:
        """Ask without waiting."""
        assert self.process.stdin is not None
        print(json.dumps({"do": what, **details}), file=self.process.stdin, flush=True)

    def receive(self) -> dict[str, Any]:
        """Wait for an answer.

        :raises RuntimeError: when the process has ended instead.
        """
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"An arm ended with code {self.process.wait()}; its own words are above.")
        answer: dict[str, Any] = json.loads(line)
        return answer

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
def started(environment: Mapping[str, str], *settings: str) -> Iterator[list[Arm]]:
    """Start an arm for each of these settings modules."""
    arms = [Arm(module, environment) for module in settings]
    try:
        yield arms
    finally:
        for arm in arms:
            arm.stop()
