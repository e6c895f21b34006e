"""Where it is measured: the sandbox as a process of its own, and workers that reach it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests import stack as stacks
from tests.bench.processes import Asked
from tests.integrations.conftest import Sandbox, running_sandbox

CASES = "10"
"""Of each municipality: what is measured is the way to a system, not the making of its answers."""


class Worker(Asked):
    """A process with the settings of a portal."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        super().__init__("tests.bench.integrations.worker", "config.settings.portal", environment)


@dataclass(frozen=True, slots=True)
class Setting:
    """A sandbox, and workers."""

    sandbox: Sandbox
    workers: list[Worker]

    def calls(self, slug: str) -> dict[str, int]:
        """Answer how often each endpoint of a municipality was called."""
        return dict(json.loads(self.sandbox.get(f"/calls/{slug}.json")))

    def all(self, what: str, **details: Any) -> list[Any]:
        """Ask all workers at once, and wait for their answers."""
        for worker in self.workers:
            worker.send(what, **details)
        return [worker.receive() for worker in self.workers]


@contextmanager
def setting(workers: int, *, database: str = "inwonerplein_bench") -> Iterator[Setting]:
    """Start a sandbox and so many workers.

    :param database: it need not exist, where nothing is asked of it.
    """
    with TemporaryDirectory() as name, running_sandbox(Path(name), SANDBOX_CASES=CASES) as sandbox:
        environment = {
            **stacks.environment_for(Path(name), database, redis_database=2),
            "SANDBOX_URL": sandbox.url,
            "SANDBOX_SECRET": sandbox.secret,
        }
        made: list[Worker] = []
        try:
            made += [Worker(environment) for _ in range(workers)]
            yield Setting(sandbox, made)
        finally:
            for worker in made:
                worker.stop()
