"""Find the account that PostgreSQL runs as: it refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.local import terminal

CANDIDATES = ("nobody", "postgres", "daemon")


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged account of this machine."""

    name: str
    uid: int
    gid: int


def unprivileged() -> Account | None:
    """Return the account to become when we are root, else None: we are unprivileged already."""
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise terminal.Trouble(
        f"PostgreSQL does not run as root, and none of the accounts {', '.join(CANDIDATES)} exists. "
        "Run this as an ordinary user, or set DATABASE_URL."
    )


def run_as(account: Account | None, command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end as that account, from a folder that everybody may enter."""
    return subprocess.run(  # noqa: S603 - our own commands
        command,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.defpath, "LC_ALL": "C"},
    )


def may_enter(account: Account | None, folder: Path) -> bool:
    """Tell, by trying, whether the account may enter a folder."""
    return run_as(account, ["/bin/sh", "-c", 'cd "$1"', "sh", folder]).returncode == 0
