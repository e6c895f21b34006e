"""When certificates end: ours, those that we trust in place of the public ones, and the other side's (M-02, M-13)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from integrations.connections.types import Access

from .servers import Seen


class Whose(StrEnum):
    """Whose certificate it is."""

    OURS = "ours"
    TRUSTED = "trusted"
    """Of an authority that this connection trusts."""
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Ending:
    """A certificate that is used, and its end."""

    whose: Whose
    mark: str
    """Tells it from the one before and after it."""
    until: datetime

    def days(self, now: datetime) -> int:
        """Answer for how many whole days it is still good; none once it has ended."""
        return max((self.until - now).days, 0)

    def told(self) -> dict[str, str]:
        """Answer what the read model keeps."""
        return {"whose": self.whose.value, "mark": self.mark, "until": self.until.isoformat()}


def endings(access: Access, seen: Seen | None) -> list[Ending]:
    """List the certificates that a connection needs, of each sort the one that ends first."""
    found = []
    if access.certificate:
        found += _first(Whose.OURS, access.certificate.chain)
    found += _first(Whose.TRUSTED, access.trusted)
    if seen and seen.until:
        found.append(Ending(Whose.THEIRS, f"{seen.until:%Y%m%dT%H%M%S}", seen.until))
    return found


def recalled(told: list[dict[str, Any]]) -> list[Ending]:
    """Answer what was told of a connection's certificates."""
    return [
        Ending(Whose(each["whose"]), each["mark"], datetime.fromisoformat(each["until"])) for each in told
    ]


def days_left(access: Access | None, now: datetime) -> int | None:
    """Answer for how many days the first of our own certificates is good; None where there is none to read."""
    if access is None:
        return None
    own = access.certificate.chain if access.certificate else ""
    ends = [certificate.not_valid_after_utc for text in (own, access.trusted) for certificate in _read(text)]
    return (min(ends) - now).days if ends else None


def _first(whose: Whose, chain: str) -> list[Ending]:
    found = _read(chain)
    if not found:
        return []
    first = min(found, key=lambda certificate: certificate.not_valid_after_utc)
    mark = found[0].fingerprint(hashes.SHA256()).hex()[:8]  # too short to look like a number of somebody
    return [Ending(whose, mark, first.not_valid_after_utc)]


def _read(text: str) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(text.encode()) if text else []
    except ValueError:
        return []
