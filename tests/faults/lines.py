"""What the product depends on, as processes that a test may kill, stop and bring back."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Protocol

from config.local import children, ports
from config.local.redis import Redis
from tests.stack import ROOT, until

PASSWORD = "only-for-this-test"
FIRST_PORT = 30_000 + os.getpid() % 1_000 * 2  # apart from what others on this machine try at the same time


class Line(Protocol):
    """Something that can go away and come back."""

    def kill(self) -> None:
        """Let it be gone, as `kill -9` does."""
        ...

    def start(self) -> None:
        """Bring it back where it was."""
        ...


class OwnRedis:
    """A Redis of our own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = self._make(preferred_port=FIRST_PORT)
        self._server.start()

    @property
    def url(self) -> str:
        return self._server.url

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        self._server.stop()

    def hold(self) -> None:
        """Let it stand still: it takes connections and never answers."""
        os.kill(self._pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self._pid, signal.SIGCONT)

    def start(self) -> None:
        port = self._server.port
        self._server = self._make(preferred_port=port)
        self._server.start()
        assert self._server.port == port, "somebody else took the port of Redis"

    def stop(self) -> None:
        self._server.stop()

    @property
    def _pid(self) -> int:
        return next(
            record.pid for record in children.remembered(self._folder / "run") if record.name == "redis"
        )

    def _make(self, preferred_port: int) -> Redis:
        return Redis(
            self._folder, PASSWORD, preferred_port=preferred_port, careless=True, say=lambda text: None
        )


class DatabaseLine:
    """The way to the database server."""

    def __init__(self) -> None:
        self.port = ports.choose(FIRST_PORT + 20, purpose="a test", say=lambda text: None)
        self.start()

    def start(self) -> None:
        target = [os.environ["DATABASE_HOST"], os.environ["DATABASE_PORT"]]
        self._process = children.start(
            [sys.executable, "-m", "tests.faults.proxy", str(self.port), *target],
            environment=os.environ,
            output=subprocess.DEVNULL,
            folder=ROOT,
        )
        until(self._answers, "the line to the database")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
