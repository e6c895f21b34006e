"""The sandbox as a process: it knows nothing of Django, and stops when it is asked."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integrations.conftest import Sandbox, running_sandbox


def test_it_stops_cleanly_when_it_is_asked(tmp_path: Path) -> None:
    with running_sandbox(tmp_path) as sandbox:
        sandbox.process.send_signal(signal.SIGTERM)

        assert sandbox.process.wait(10) == 0


def test_it_stops_although_somebody_is_made_to_wait(tmp_path: Path) -> None:
    with running_sandbox(tmp_path) as sandbox:
        sandbox.turn(hang=True)
        host, port = sandbox.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as waiting:
            waiting.sendall(b"GET /zgw/zaken/api/v1/zaken HTTP/1.0\r\nHost: localhost\r\n\r\n")
            sandbox.process.send_signal(signal.SIGTERM)

            assert sandbox.process.wait(10) == 0


def test_whoever_hangs_is_released_when_the_fault_is_taken_away(sandbox: Sandbox) -> None:
    sandbox.turn(hang=True)
    host, port = sandbox.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as waiting:
        waiting.sendall(b"GET /zgw/zaken/api/v1/zaken HTTP/1.0\r\nHost: localhost\r\n\r\n")
        sandbox.turn()

        assert waiting.recv(20).startswith(b"HTTP/1.1 403")


def test_a_busy_port_is_told_without_a_traceback(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = {"SANDBOX_PORT": str(taken.getsockname()[1]), "SANDBOX_DATA": str(tmp_path)}
        done = _run(environment)

    assert (done.returncode, done.stderr) == (1, "The sandbox cannot start: Address already in use.\n")


def test_a_wrong_port_is_told_without_a_traceback() -> None:
    done = _run({"SANDBOX_PORT": "veel"})

    assert (done.returncode, done.stderr) == (2, "SANDBOX_PORT must be the number of a port, not 'veel'.\n")


@pytest.mark.covers("architecture T4")
def test_it_does_without_django() -> None:
    code = "import sys, integrations.sandbox.server; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _run(environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "integrations.sandbox"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)
