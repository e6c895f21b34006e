"""Accounts of the demo: passwords and second factors are drawn once per installation and kept in DEMO_FILE."""

import base64
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

WORDS = (
    *("anker", "boom", "duin", "eik", "fiets", "gracht", "haven", "heide", "kade"),
    *("linde", "molen", "plein", "rivier", "sluis", "tulp", "veen", "weide", "zon"),
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who may sign in where: what `make demo` prints."""

    title: str
    url: str
    user: str = ""
    password: str = ""
    totp_secret: str = ""
    """Base32, empty for an address without sign-in."""


class SignIns:
    """The sign-ins of this installation, remembered from one start to the next.

    What is drawn is written down before any account has it: a start that fails halfway locks nobody out.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        entries = [SignIn(**entry) for entry in json.loads(path.read_text())] if path.exists() else []
        self.known = {entry.user: entry for entry in entries if entry.user}
        self.listed: list[SignIn] = []

    def page(self, title: str, url: str) -> None:
        """List an address."""
        self.listed.append(SignIn(title, url))

    def account(self, title: str, url: str, user: str) -> SignIn:
        """List an account, with the password and second factor that it has had from the first start."""
        old = self.known.get(user)
        entry = SignIn(
            title,
            url,
            user,
            old.password if old else "-".join(secrets.choice(WORDS) for _ in range(4)),
            old.totp_secret if old else base64.b32encode(secrets.token_bytes(20)).decode(),
        )
        self.known[user] = entry
        self.listed.append(entry)
        self._write([*self.listed, *(e for e in self.known.values() if e not in self.listed)])
        return entry

    def finish(self) -> None:
        """Write down what is listed, and nothing else."""
        self._write(self.listed)

    def _write(self, entries: list[SignIn]) -> None:
        self.path.touch(mode=0o600)
        self.path.chmod(0o600)
        self.path.write_text(json.dumps([asdict(entry) for entry in entries], indent=1))
