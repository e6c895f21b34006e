"""How many days our own certificates are still good (M-02, M-13)."""

from datetime import datetime

from cryptography import x509

from integrations.connections.types import Access


def days_left(access: Access | None, now: datetime) -> int | None:
    """Answer for how many days the first of a connection's certificates is good; None where there is none to read."""
    if access is None:
        return None
    own = access.certificate.chain if access.certificate else ""
    ends = [certificate.not_valid_after_utc for text in (own, access.trusted) for certificate in _read(text)]
    return (min(ends) - now).days if ends else None


def _read(text: str) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(text.encode()) if text else []
    except ValueError:
        return []
