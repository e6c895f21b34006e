"""Make the secrets of this machine once, and keep them in a file that only its owner may read."""

import base64
import secrets
from collections.abc import Callable
from pathlib import Path

from config.local import places

LOGINS = ("PORTAL", "CONSOLE", "PORTAL_WORKER", "LIFECYCLE", "MIGRATIONS")
ADMINISTRATOR = "LOCAL_DATABASE_ADMINISTRATOR"
REDIS = "LOCAL_REDIS"


def _password() -> str:
    return secrets.token_hex(24)  # safe in a URL, a configuration file and a shell


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


MADE: dict[str, Callable[[], str]] = {
    "DJANGO_SECRET_KEY": lambda: secrets.token_hex(32),
    "KEY_ENCRYPTION_KEY": _key,
    **{f"DATABASE_PASSWORD_{login}": _password for login in LOGINS},
    ADMINISTRATOR: _password,
    REDIS: _password,
}


def exist(folder: Path) -> bool:
    """Tell whether secrets have been made for a folder."""
    return (folder / "secrets.env").exists()


def read(folder: Path) -> dict[str, str]:
    """Return the secrets of a folder, making those that are missing."""
    path = folder / "secrets.env"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    known = dict(line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))
    missing = {name: make() for name, make in MADE.items() if name not in known}
    if missing:
        places.own_folder(folder)
        lines = [f"{name}={value}" for name, value in {**known, **missing}.items()]
        places.write_private(path, "\n".join(["# Made on this machine, for this machine.", *lines, ""]))
    return known | missing
