"""The database and the Redis that the product needs: private ones, or those that the environment names.

`DATABASE_URL` (of an administrator) and `REDIS_URL` put existing servers in the place of private ones.
"""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from config.local import accounts, children, places, programs, secrets_file, terminal
from config.local.postgresql import ADMINISTRATOR, PostgreSQL
from config.local.redis import Redis

DATABASE = "inwonerplein"


@dataclass(slots=True)
class Servers:
    """What is started for one folder of local things, and how to reach it."""

    folder: Path
    careless: bool = False
    base: Path | None = None
    dies_with_us: bool = True
    say: Callable[[str], None] = terminal.say
    postgresql_port: int = 54320  # preferred
    redis_port: int = 63790
    postgresql: PostgreSQL | None = field(default=None, init=False)
    redis: Redis | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the private servers that the environment does not replace."""
        places.own_folder(places.LOCAL)
        places.own_folder(self.folder)
        first_time = not secrets_file.exist(self.folder)
        known = secrets_file.read(self.folder)
        if not os.environ.get("DATABASE_URL"):
            self.postgresql = PostgreSQL(
                self.folder,
                known[secrets_file.ADMINISTRATOR],
                preferred_port=self.postgresql_port,
                careless=self.careless,
                base=self.base,
                dies_with_us=self.dies_with_us,
                say=self.say,
            )
            self.postgresql.start(new_password=first_time)
        if not os.environ.get("REDIS_URL"):
            self.redis = Redis(
                self.folder,
                known[secrets_file.REDIS],
                preferred_port=self.redis_port,
                careless=self.careless,
                dies_with_us=self.dies_with_us,
                say=self.say,
            )
            self.redis.start()

    def stop(self) -> None:
        """Stop what was started here, and nothing else."""
        for server in (self.redis, self.postgresql):
            if server:
                server.stop()

    def leave_running(self) -> None:
        """Let the servers outlive us: `stop()` has nothing left to do."""
        for server in (self.redis, self.postgresql):
            if server:
                server.leave_running()

    @property
    def administrator_url(self) -> str:
        """Return the address that may make databases and roles."""
        if self.postgresql is None:
            return os.environ["DATABASE_URL"]
        return _url(self.postgresql.password, self.postgresql.port)

    def environment(self) -> dict[str, str]:
        """Return how the product's processes reach these servers, and the secrets of this folder."""
        address = urlsplit(self.administrator_url)
        name = unquote(address.path.lstrip("/"))
        known = secrets_file.read(self.folder)
        return {
            **{key: value for key, value in known.items() if not key.startswith("LOCAL_")},
            "DATABASE_ADMIN_URL": self.administrator_url,
            "DATABASE_HOST": unquote(address.hostname or "127.0.0.1"),
            "DATABASE_PORT": str(address.port or 5432),
            "DATABASE_NAME": DATABASE if name in {"", "postgres", "template1"} else name,
            "REDIS_URL": self.redis.url if self.redis else os.environ["REDIS_URL"],
            "PG_BIN": str(
                self.postgresql.bin if self.postgresql else programs.postgresql(accounts.unprivileged())
            ),
        }


def _url(password: str, port: int) -> str:
    return f"postgresql://{ADMINISTRATOR}:{quote(password)}@127.0.0.1:{port}/postgres"


@contextlib.contextmanager
def only_one(folder: Path, what: str) -> Iterator[None]:
    """Hold a folder for as long as we run; the lock goes with us, however we die.

    :raises terminal.Trouble: when another holds it.
    """
    places.own_folder(folder)
    with (folder / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip()
            raise terminal.Trouble(
                f"{what} already runs here (process {holder}). Stop that one first."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        children.end_remembered(folder / "run", terminal.say)
        yield
