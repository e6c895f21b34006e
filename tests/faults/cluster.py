"""A PostgreSQL of our own: the one of the run is shared, and nobody may stop it."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from config.local import accounts, children, ports, programs
from config.local.postgresql import CARELESS, SETTINGS
from tests import databases
from tests.faults.lines import FIRST_PORT, PASSWORD
from tests.stack import until

SILENT = {"output": subprocess.DEVNULL, "environment": {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}}


class Server:
    """One server, primary or standby. It is careless: what the product acknowledges is safe all the same."""

    def __init__(self, data: Path, first_port: int) -> None:
        self.data = data
        self._account = accounts.unprivileged()
        self.bin = programs.postgresql(self._account)
        self.port = ports.choose(first_port, purpose="a test", say=lambda text: None)
        self._own(data.mkdir)

    @property
    def url(self) -> str:
        return f"postgresql://postgres:{PASSWORD}@127.0.0.1:{self.port}/postgres"

    def initialise(self) -> None:
        """Make it a new one."""
        secret = self.data.with_name("password")
        self._own(lambda: secret.write_text(PASSWORD), secret)
        words = ["-U", "postgres", "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync"]
        self._run("initdb", "-D", self.data, *words, "--encoding=UTF8", "--locale=C.UTF-8")

    def follow(self, primary: "Server") -> None:
        """Make it the standby of another."""
        words = ["--wal-method=stream", "--checkpoint=fast", "--no-sync"]
        self._run("pg_basebackup", "--dbname", primary.url, "-D", self.data, *words)
        # Not by --write-recovery-conf: it names options that an older libpq on this machine does not know.
        address = f"host=127.0.0.1 port={primary.port} user=postgres password={PASSWORD}"
        (self.data / "standby.signal").touch()
        with (self.data / "postgresql.auto.conf").open("w") as settings:
            settings.write(f"primary_conninfo = '{address}'\n")
        self.start()
        until(lambda: primary.ask("SELECT count(*) FROM pg_stat_replication") == 1, "a standby that follows")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = {**SETTINGS, **CARELESS, "shared_buffers": "32MB", "port": str(self.port)}
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        self._process = children.start(
            [self.bin / "postgres", "-D", self.data, *words],
            folder=Path("/"), account=self._account, dies_with_us=signal.SIGINT, **SILENT,
        )  # fmt: skip
        until(self._answers, "a PostgreSQL of our own")

    def end(self, how: signal.Signals) -> None:
        """End it: SIGQUIT is `immediate`, SIGKILL is a lost machine."""
        self._process.send_signal(how)
        self._process.wait()

    def ask(self, statement: LiteralString, *values: object, database: str = "postgres") -> object:
        """Run one statement as the administrator; answer the first value."""
        with psycopg.connect(self.url, dbname=database, autocommit=True) as connection:
            found = connection.execute(statement, values)
            row = found.fetchone() if found.description else None
        return row[0] if row else None

    def rows(self, statement: sql.Composed, database: str) -> list[tuple[object, ...]]:
        """Read as the administrator."""
        with psycopg.connect(self.url, dbname=database, autocommit=True) as connection:
            return connection.execute(statement).fetchall()

    def fill(self, database: str) -> None:
        """Copy the roles of the run's server, and its template without municipalities, under this name."""
        shared = os.environ["TEST_DATABASE_ADMIN_URL"]
        template = databases.template(municipalities=False)
        roles = self._run("pg_dumpall", "--globals-only", "--dbname", shared)
        theirs = "\n".join(line for line in roles.splitlines() if " ROLE postgres" not in line)
        self._run("psql", "--dbname", self.url, typed=theirs)
        whole = self._run("pg_dump", "--create", "--dbname", f"{shared.rpartition('/')[0]}/{template}")
        self._run(
            "psql", "--set=ON_ERROR_STOP=1", "--dbname", self.url, typed=whole.replace(template, database)
        )

    def _own(self, make: Callable[[], object], what: Path | None = None) -> None:
        make()
        (what or self.data).chmod(0o700)
        if self._account:
            os.chown(what or self.data, self._account.uid, self._account.gid)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *words: str | Path, typed: str = "") -> str:
        account = self._account
        done = subprocess.run(
            [self.bin / program, *words],
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            input=typed, cwd="/", env=SILENT["environment"], capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{program}: {done.stderr}"
        return done.stdout


class Cluster:
    """The primary of the moment. It begins alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = programs.home(folder, accounts.unprivileged())
        self._made: list[Server] = []
        self.primary = self._make()
        self.primary.initialise()
        self.primary.start()

    def add_standby(self) -> Server:
        """Make a standby that every commit waits for."""
        standby = self._make()
        standby.follow(self.primary)
        self.primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.primary.ask("SELECT pg_reload_conf()")
        return standby

    def promote(self, standby: Server) -> None:
        """Let a standby take over."""
        assert standby.ask("SELECT pg_promote()") is True
        self.primary = standby

    def stop(self) -> None:
        """End all of it, and remove what is not below the test's own folder."""
        for server in self._made:
            server.end(signal.SIGKILL)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make(self) -> Server:
        at = len(self._made)
        self._made.append(Server(self._folder / f"data-{at}", FIRST_PORT + 200 + at))
        return self._made[-1]
