"""The address to which a letter comes back: it names municipality and letter, signed, and nobody's data (ADR 0055).

What stands after the plus is 50 characters of base32, in small letters, as mail servers may fold case: forty bits of
the municipality's UUID, the letter's own, and eighty bits of a signature that only this municipality has.
"""

import base64
import hmac
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from django.conf import settings

from tenants import directory, moves, signing
from tenants.entry import current, enter
from tenants.types import SERVING, TenantRef

SALT: Final = "portal.core.mail.returned"
TOKEN: Final = re.compile(r"\+([a-z2-7]{50})@", re.IGNORECASE | re.ASCII)
STATES: Final = SERVING | moves.PAUSED
"""Of whom something may come back: of others nothing is there, or it is about to go."""
OF_TENANT: Final = 5
OF_LETTER: Final = 16
OF_SIGNATURE: Final = 10
"""Bytes."""


def address(letter: uuid.UUID) -> str:
    """Make the address to which a letter of the entered municipality comes back; empty where nothing comes back."""
    local, _at, domain = settings.MAIL_RETURN_ADDRESS.partition("@")
    if not domain:
        return ""
    signed = Token(current().uuid.bytes[:OF_TENANT], letter, _signatures(letter)[0])
    return f"{local}+{signed.text}@{domain}"


@dataclass(frozen=True, slots=True)
class Token:
    """What an address says; nobody has looked yet whether it is true."""

    tenant: bytes
    letter: uuid.UUID
    signature: bytes

    @property
    def text(self) -> str:
        """Write it as it stands in an address."""
        told = self.tenant + self.letter.bytes + self.signature
        return base64.b32encode(told).decode().rstrip("=").lower()

    @classmethod
    def of(cls, text: str) -> Self | None:
        """Read it; None when nobody writes it so."""
        told = base64.b32decode(f"{text.upper()}{'=' * (-len(text) % 8)}")
        letter = uuid.UUID(bytes=told[OF_TENANT : OF_TENANT + OF_LETTER])
        found = cls(told[:OF_TENANT], letter, told[-OF_SIGNATURE:])
        return found if found.text == text.lower() else None

    def signer(self) -> TenantRef | None:
        """Answer the municipality whose letter it names, if that made it."""
        for tenant in directory.beginning_with(self.tenant):
            if tenant.state not in STATES:
                continue
            with enter(tenant):
                made = _signatures(self.letter)
            if any(hmac.compare_digest(self.signature, each) for each in made):
                return tenant
        return None


def find(texts: Iterable[str]) -> Token | None:
    """Read the first address in texts that may be one of ours."""
    for text in texts:
        if found := TOKEN.search(text):
            return Token.of(found[1])
    return None


def _signatures(letter: uuid.UUID) -> list[bytes]:
    """List the signatures that the entered municipality believes, its own of now first."""
    return [bytes.fromhex(each)[:OF_SIGNATURE] for each in signing.digests(SALT, letter.hex)]
