"""A private Redis: one port on the loopback, one password, data in a folder of its own."""

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from config.local import children, places, ports, programs, terminal


@dataclass(slots=True)
class Redis:
    """A server whose records and data lie in `folder`."""

    folder: Path
    password: str
    preferred_port: int = 63790
    careless: bool = False  # nothing is kept on disk
    dies_with_us: bool = True
    say: Callable[[str], None] = terminal.say
    port: int = 0
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def url(self) -> str:
        """Return the address that Django and Celery take."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        program = programs.redis()
        for _ in range(5):
            self.port = ports.choose(self.preferred_port, purpose="Redis", say=self.say)
            if self._launch(program):
                return
        raise terminal.Trouble(f"Redis does not start. Its own words are in {self._log}.")

    def stop(self) -> None:
        """Stop the server; what it keeps is written first."""
        if self._process:
            children.end(
                self._process.pid,
                children.moment_of_start(self._process.pid) or "",
                stop_signal=signal.SIGTERM,
                grace=10,
            )
            self._process.wait()
            self._process = None
        children.forget(self.folder / "run", "redis")

    def leave_running(self) -> None:
        """Let the server outlive us; it is written down, so that it can be ended later."""
        if self._process:
            self._process.returncode = 0  # else Python complains that nobody waits for it
            self._process = None

    @property
    def _log(self) -> Path:
        return self.folder / "log/redis.log"

    def _launch(self, program: Path) -> bool:
        """Start the server on the chosen port; False when another took that port in the meantime."""
        data = places.own_folder(self.folder / "redis")
        places.write_private(data / "redis.conf", self._configuration(data))  # not on the command line
        places.own_folder(self._log.parent)
        with children.undisturbed(), self._log.open("ab") as log:
            written = log.tell()
            process = children.start(
                [program, data / "redis.conf"],
                environment={"PATH": os.defpath},
                output=log,
                folder=data,
                dies_with_us=signal.SIGTERM if self.dies_with_us else None,
            )
            children.remember(self.folder / "run", "redis", process.pid)
            self._process = process
        children.wait_until(lambda: process.poll() is not None or self._answers(process.pid), 30)
        if self._answers(process.pid):
            return True
        self.stop()
        if not ports.was_taken(self._log, written):
            raise terminal.Trouble(f"Redis does not start. Its own words are in {self._log}.")
        return False

    def _configuration(self, data: Path) -> str:
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self.password}",
            f'dir "{data}"',
            "appendonly no",
            'save ""' if self.careless else "save 60 1",
        ]
        return "\n".join(lines) + "\n"

    def _answers(self, pid: int) -> bool:
        """Tell whether this process answers on the port, and not another's Redis that was there first."""
        ours, answer = f"process_id:{pid}\r\n".encode(), b""
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", self.port), 1) as connection,
        ):
            connection.sendall(f"AUTH {self.password}\r\nINFO server\r\nQUIT\r\n".encode())
            while received := connection.recv(4096):
                answer += received
        return ours in answer
