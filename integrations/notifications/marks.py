"""Secrets that let another system in, and their hashes. They are long and made by chance: a plain hash will do."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from .types import PREFIX


@dataclass(frozen=True, slots=True)
class Secrets:
    """What another system is told once, and nobody keeps here."""

    address: str = field(repr=False)
    password: str = field(repr=False)

    @property
    def path(self) -> str:
        """Answer the path to post to."""
        return f"{PREFIX}{self.address}/"

    @property
    def authorization(self) -> str:
        """Answer the header to post with."""
        return f"Bearer {self.password}"


def make() -> Secrets:
    """Make new secrets."""
    return Secrets(secrets.token_urlsafe(32), secrets.token_urlsafe(32))


def of(secret: str) -> str:
    """Answer the hash under which a secret is kept."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def is_one(secret: str, mark: str) -> bool:
    """Tell whether a secret is the one that is kept, in the same time for all that are not."""
    return hmac.compare_digest(of(secret), mark)
