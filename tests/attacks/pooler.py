"""A real PgBouncer between us and the test servers."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

from config.local import accounts, children, debian, places, ports, terminal
from tests.stack import until

LOGINS = ("portal", "console", "portal_worker", "lifecycle", "migrations")
FIRST_PORT = 36_000 + os.getpid() % 1_000 * 2
NOT_RUN = "POOLER TESTS: NOT RUN. No PgBouncer was found, and none could be installed."

type Mode = Literal["session", "transaction", "statement"]


@contextmanager
def running(folder: Path, mode: Mode, *, port: int = 0, **settings: str) -> Iterator[int]:
    """Start a pooler in this mode in front of the test database; answers its port."""
    program = _program()
    account = accounts.unprivileged()
    port = port or free_port()
    home = places.own_folder(places.twin(folder, places.ELSEWHERE))
    try:
        configuration = _write(home, account, port, {"pool_mode": mode, **settings})
        with (home / "log").open("ab") as log:
            process = children.start(
                [program, configuration],
                environment=os.environ,
                output=log,
                folder=Path("/"),
                account=account,
            )
        try:
            until(lambda: _answers(port), "PgBouncer")
            yield port
        finally:
            process.kill()
            process.wait()
    finally:
        places.remove(home)


def free_port() -> int:
    """Find a port for a pooler."""
    return ports.choose(FIRST_PORT, purpose="a test", say=lambda text: None)


def _program() -> Path:
    """Find PgBouncer; when none can be had that is said, and in CI it is an error."""
    try:
        return debian.pgbouncer()
    except terminal.Trouble as trouble:
        if os.environ.get("CI"):
            pytest.fail(f"{NOT_RUN} With CI set that is a failure. {trouble}")
        pytest.skip(f"{NOT_RUN} {trouble}")


def _write(home: Path, account: accounts.Account | None, port: int, settings: dict[str, str]) -> Path:
    values = {
        "listen_addr": "127.0.0.1",
        "listen_port": str(port),
        "unix_socket_dir": "",
        "auth_type": "scram-sha-256",
        "auth_file": str(home / "users"),
        "ignore_startup_parameters": "options,extra_float_digits",
        **settings,
    }
    where = f"* = host={os.environ['DATABASE_HOST']} port={os.environ['DATABASE_PORT']}"
    lines = ["[databases]", where, "[pgbouncer]", *(f"{name} = {value}" for name, value in values.items())]
    users = [f'"inwonerplein_{name}" "{os.environ[f"DATABASE_PASSWORD_{name.upper()}"]}"' for name in LOGINS]
    for name, text in (("pgbouncer.ini", lines), ("users", users)):
        places.write_private(home / name, "\n".join([*text, ""]))
        if account:
            os.chown(home / name, account.uid, account.gid)
    return home / "pgbouncer.ini"


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
