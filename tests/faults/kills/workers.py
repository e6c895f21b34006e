"""The worker of `process`, as tests order it about."""

import json
import os
import signal
import subprocess
import sys
import uuid
from typing import Any


class Worker:
    """The worker of `process`, and what it says."""

    def __init__(self, database: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.kills.process", database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "LOG_LEVEL": "ERROR"},
        )

    def run(self, operation: uuid.UUID, **order: Any) -> dict[str, int]:
        """Let it work undisturbed; answers how many statements each step took."""
        self.start(operation=str(operation), **order)
        said = self.hear()
        assert said["took"], f"{operation} was never free."
        counts: dict[str, int] = said["done"]
        self.hear()
        return counts

    def run_bulk(self, bulk: uuid.UUID) -> int:
        """Let it go through the ledger of a bulk operation undisturbed; answers how many statements that took."""
        self.start(bulk=str(bulk))
        said = self.hear()
        self.hear()
        return int(said["done"]["asking"])

    def take(self, operation: uuid.UUID) -> bool:
        """Let it try to take an operation, once; answers whether it was there to be taken."""
        self.start(operation=str(operation), tries=1)
        took = bool(self.hear()["took"])
        self.hear()
        return took

    def start(self, **order: Any) -> int:
        """Give it an order; answers the process that carries it out."""
        assert self.process.stdin
        print(json.dumps(order), file=self.process.stdin, flush=True)
        return int(self.hear()["started"])

    def kill(self, process: int) -> None:
        """Kill the process, and see it gone."""
        os.kill(process, signal.SIGKILL)
        assert self.hear() == {"gone": process}

    def hear(self) -> dict[str, Any]:
        """Wait for what it says."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "The worker has ended."
        return dict(json.loads(line))
