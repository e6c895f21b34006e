"""Addresses of resources: what ends them is what names them, whatever host they lie at."""

from urllib.parse import urlsplit
from uuid import UUID


def uuid_in(url: str) -> UUID | None:
    """Answer the UUID at the end of an address; None where there is none."""
    try:
        return UUID(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    except ValueError:
        return None
