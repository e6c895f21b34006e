"""A real nginx in front of the portals, with the connection handling that docs/proxy proposes."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.local import accounts, children, debian, places, ports, terminal
from tests.stack import ROOT, until

PROPOSED = ROOT / "docs/proxy"
FIRST_PORT = 38_000 + os.getpid() % 1_000 * 2
NOT_RUN = "PROXY TESTS: NOT RUN. No nginx was found, and none could be installed."
TEMPORARY = "".join(
    f"    {name}_temp_path {{home}}/{name};\n"
    for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
)
MAIN = """
daemon off;
worker_processes 2;
pid {home}/pid;
error_log {home}/error.log warn;
events {{ worker_connections {connections}; multi_accept on; }}
http {{
    access_log off;
    include {proposed}/connections.conf;
{temporary}
    server {{
        listen 127.0.0.1:{port} default_server backlog=4096;
        location / {{
            include {proposed}/forward.conf;
            proxy_pass http://127.0.0.1:{target};
        }}
    }}
}}
"""
"""What a test decides: ports, folders, and how many connections each of two processes has."""


@contextmanager
def standing(folder: Path, target: int, *, connections: int = 8192) -> Iterator[int]:
    """Run the proxy in front of a port for the length of a block; answers its own port."""
    program = find()
    home = places.own_folder(places.twin(folder, places.ELSEWHERE))
    log = folder / "nginx.log"
    try:
        process, port = _started(program, home, log, target=target, connections=connections)
        try:
            yield port
        finally:
            process.terminate()
            process.wait()
    finally:
        places.remove(home)


def _started(program: Path, home: Path, log: Path, **values: int) -> "tuple[subprocess.Popen[bytes], int]":
    """Start nginx on a port that is its own: it writes its number down once it has that, and ends without."""
    for _ in range(5):
        port = free_port()
        configuration = _write(home, port=port, **values)
        with log.open("ab") as output:
            process = children.start(
                [program, "-e", home / "error.log", "-p", home, "-c", configuration],
                environment=os.environ,
                output=output,
                folder=Path("/"),
                account=accounts.unprivileged(),
            )
        until(lambda process=process: process.poll() is not None or (home / "pid").exists(), "nginx")  # type: ignore[misc]
        if process.poll() is None:
            return process, port
    raise AssertionError(f"nginx: {log.read_text()}")


def free_port(first: int = FIRST_PORT) -> int:
    """Find a port for a proxy."""
    return ports.choose(first, purpose="a test", say=lambda text: None)


def find() -> Path:
    """Find nginx; when none can be had that is said, and in CI it is an error."""
    try:
        return debian.nginx()
    except terminal.Trouble as trouble:
        if os.environ.get("CI"):
            pytest.fail(f"{NOT_RUN} With CI set that is a failure. {trouble}")
        pytest.skip(f"{NOT_RUN} {trouble}")


def _write(home: Path, **values: int) -> Path:
    """Write the configuration into a folder that belongs to whom nginx runs as, and copy there what it includes."""
    for name in ("connections.conf", "forward.conf"):
        (home / name).write_text((PROPOSED / name).read_text(encoding="utf-8"), encoding="utf-8")
    text = MAIN.format(home=home, proposed=home, temporary=TEMPORARY.format(home=home), **values)
    (home / "nginx.conf").write_text(text, encoding="utf-8")
    if account := accounts.unprivileged():
        os.chown(home, account.uid, account.gid)
        for file in home.iterdir():
            os.chown(file, account.uid, account.gid)
    return home / "nginx.conf"
