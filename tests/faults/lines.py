"""What the product depends on, as lines and servers that a test may kill, stop, slow down and bring back."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import redis

from config.local import children, ports
from config.local.redis import Redis
from tests.stack import ROOT, until

PASSWORD = "only-for-this-test"
FIRST_PORT = 30_000 + os.getpid() % 1_000 * 2  # apart from what others on this machine try at the same time


class Away(Protocol):
    """Something that can go away and come back."""

    def kill(self) -> None:
        """Let it be gone, as `kill -9` does."""
        ...

    def start(self) -> None:
        """Bring it back where it was."""
        ...


class Line:
    """The way to a server, which may be cut, led elsewhere and made slow."""

    def __init__(self, file: Path, first_port: int, target: int) -> None:
        self._file, self._target, self._delay = file, target, 0.0
        self.port = ports.choose(first_port, purpose="a test", say=lambda text: None)
        self._write()
        self.start()

    def start(self) -> None:
        """Let it carry again."""
        self._process = children.start(
            [sys.executable, "-m", "tests.faults.proxy", str(self.port), str(self._file)],
            environment=os.environ,
            output=subprocess.DEVNULL,
            folder=ROOT,
        )
        until(self._answers, f"the line to {self._target}")

    def kill(self) -> None:
        """Cut it: connections break, new ones are refused."""
        self._process.kill()
        self._process.wait()

    def lead_to(self, port: int) -> None:
        """Lead new connections to another server; those that are open stay where they are."""
        self._target = port
        self._write()

    def slow_down(self, seconds: float) -> None:
        """Let every answer take so long."""
        self._delay = seconds
        self._write()

    def _write(self) -> None:
        making = self._file.with_suffix(".new")
        making.write_text(f"127.0.0.1 {self._target} {self._delay}")
        making.rename(self._file)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class OwnRedis:
    """A Redis of our own, at the end of a line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = self._make(preferred_port=FIRST_PORT)
        self._server.start()
        self.line = Line(folder / "line", FIRST_PORT + 100, self._server.port)

    @property
    def url(self) -> str:
        """Return where the product finds it."""
        return f"redis://:{PASSWORD}@127.0.0.1:{self.line.port}/0"

    def tell(self, *words: str) -> object:
        """Say something to it, past the line."""
        with redis.Redis(port=self._server.port, password=PASSWORD) as client:
            return client.execute_command(*words)

    def kill(self) -> None:
        self.line.kill()
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
        self.line.start()

    def stop(self) -> None:
        self.line.kill()
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
