"""A process beside the one that measures: asked one thing at a time, over a pipe, a line of JSON each way."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from tests import databases


class Asked:
    """One process, which runs a module under settings of its own.

    :param before: what runs it, if anything does.
    """

    def __init__(
        self, module: str, settings: str, environment: Mapping[str, str], before: Sequence[str] = ()
    ) -> None:
        self._module = module
        self.process = subprocess.Popen(
            [*before, sys.executable, "-W", "ignore", "-m", module],
            cwd=databases.ROOT,
            env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": settings, "LOG_LEVEL": "ERROR"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what: str, **details: Any) -> Any:
        """Ask, and wait for the answer."""
        self.send(what, **details)
        return self.receive()

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
            raise RuntimeError(f"{self._module} ended with {self.process.wait()}; its own words are above.")
        return json.loads(line)

    def stop(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
