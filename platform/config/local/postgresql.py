"""A private PostgreSQL: one folder of data, one port on the loopback, one password."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from config.local import accounts, children, places, ports, programs, terminal

ADMINISTRATOR = "postgres"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_locks_per_transaction": "1024",  # a schema of 200 tables is made or dropped in one transaction
    "max_files_per_process": "10000",  # tables are files, and a back end serves those of dozens of municipalities
    "logging_collector": "off",
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(slots=True)
class PostgreSQL:
    """A server whose records lie in `folder`; its data too, unless its account cannot enter that."""

    folder: Path
    password: str
    preferred_port: int = 54320
    careless: bool = False  # data need not survive a crash of the machine
    base: Path | None = None  # a file system to put the data on, such as one in memory
    dies_with_us: bool = True
    say: Callable[[str], None] = terminal.say
    port: int = 0
    bin: Path = Path()
    _account: accounts.Account | None = field(default=None, init=False)
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def data(self) -> Path:
        """Return the folder of data for the version of the programs."""
        home = places.own_folder(places.twin(self.folder, self.base)) if self.base else None
        home = home or programs.home(self.folder, self._account)
        return home / f"postgresql-{programs.major(self.bin)}"

    def start(self, *, new_password: bool = False) -> None:
        """Start the server, making its data first if there are none, and wait until it answers.

        :raises terminal.Trouble: when it cannot, or when there are data that the new password does not open.
        """
        self._account = accounts.unprivileged()
        self.bin = programs.postgresql(self._account)
        data = self.data
        if self._account:
            self.say(f"PostgreSQL runs as the account {self._account.name}.")
            if not data.is_relative_to(self.folder):
                self.say(f"Its data lie in {data}, its programs in {self.bin}.")
        _end_server_on(data)
        if not data.exists():
            self._initialise(data)
        elif new_password:
            raise terminal.Trouble(
                f"The secrets that belong to the data in {data} are gone: `make demo-reset`."
            )
        for _ in range(5):
            self.port = ports.choose(self.preferred_port, purpose="PostgreSQL", say=self.say)
            if self._launch(data):
                return
        raise terminal.Trouble(f"PostgreSQL does not start. Its own words are in {self._log}.")

    def stop(self) -> None:
        """Stop the server: clients are cut off, data are written."""
        if self._process:
            children.end(
                self._process.pid,
                children.moment_of_start(self._process.pid) or "",
                stop_signal=signal.SIGINT,
                grace=20,
            )
            self._process.wait()
            self._process = None
        children.forget(self.folder / "run", "postgresql")

    def leave_running(self) -> None:
        """Let the server outlive us; it is written down, so that it can be ended later."""
        if self._process:
            self._process.returncode = 0  # else Python complains that nobody waits for it
            self._process = None

    @property
    def _log(self) -> Path:
        return self.folder / "log/postgresql.log"

    def _initialise(self, data: Path) -> None:
        """Make a new cluster, whole or not at all: UTF-8, plain C order, a password for everybody."""
        unfinished = data.with_name(f"{data.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        secret = data.with_name(f".{data.name}.password")
        places.write_private(secret, self.password)
        if self._account:
            for path in (unfinished, secret):
                os.chown(path, self._account.uid, self._account.gid)
        words = ["-U", ADMINISTRATOR, "--auth=scram-sha-256", f"--pwfile={secret}"]
        words += ["--encoding=UTF8", "--locale=C.UTF-8", *(["--no-sync"] if self.careless else [])]
        try:
            answer = accounts.run_as(self._account, [self.bin / "initdb", "-D", unfinished, *words])
        finally:
            secret.unlink(missing_ok=True)
        if answer.returncode != 0:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise terminal.Trouble(f"PostgreSQL's initdb failed in {data}:\n{answer.stderr.strip()}")
        unfinished.rename(data)

    def _launch(self, data: Path) -> bool:
        """Start the server on the chosen port; False when another took that port in the meantime."""
        options = SETTINGS | {"port": str(self.port)} | (CARELESS if self.careless else {})
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        places.own_folder(self._log.parent)
        with children.undisturbed(), self._log.open("ab") as log:
            written = log.tell()
            process = children.start(
                [self.bin / "postgres", "-D", data, *words],
                environment={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                output=log,
                folder=Path("/"),
                account=self._account,
                dies_with_us=signal.SIGINT if self.dies_with_us else None,
            )
            run = self.folder / "run"
            children.remember(run, "postgresql", process.pid, stop_signal=signal.SIGINT, grace=20)
            self._process = process
        children.wait_until(lambda: process.poll() is not None or _is_ready(data, process.pid), 90)
        if process.poll() is None and _is_ready(data, process.pid):
            return True
        self.stop()
        if not ports.was_taken(self._log, written):
            raise terminal.Trouble(f"PostgreSQL does not start. Its own words are in {self._log}.")
        return False


def _postmaster_file(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _is_ready(data: Path, pid: int) -> bool:
    """Read what the server itself says of its state, as pg_ctl does."""
    lines = _postmaster_file(data)
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"


def _end_server_on(data: Path) -> None:
    """End a server that runs on our data although nothing was written down about it."""
    lines = _postmaster_file(data)
    pid = int(lines[0]) if lines and lines[0].isdigit() else 0
    started = children.moment_of_start(pid) if pid else None
    if started and str(data) in children.command_line(pid):
        children.end(pid, started, stop_signal=signal.SIGINT, grace=20)
    if not started:
        with contextlib.suppress(OSError):
            (data / "postmaster.pid").unlink()
