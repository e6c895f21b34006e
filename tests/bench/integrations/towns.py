"""The municipalities that are measured, and how each of them speaks to its five sources. For inside workers."""

import os
import uuid
from typing import Final

from integrations.connections.types import Access, Authentication, Limits
from integrations.sandbox import municipality
from integrations.sandbox.settings import Settings
from tests.bench.tenancy import places

SOURCES: Final = ("cases", "other_cases", "catalogue", "documents", "register")
SYSTEM: Final = {"other_cases": "zgw-1.0", "register": "voorbeeldregister"}
"""Where it is not `zgw`."""

reference = places.reference


def slug(number: int) -> str:
    """Answer by which name the sandbox knows a municipality."""
    return f"gemeente{number}"


def access(number: int, source: str, *, limits: Limits | None = None, key: uuid.UUID | None = None) -> Access:
    """Say how a municipality speaks to one of its sources."""
    settings = Settings.read(os.environ)
    whose = municipality.of(slug(number), settings)
    address = f"{settings.url}{whose.path}/{SYSTEM.get(source, 'zgw')}"
    is_register = source == "register"
    return Access(
        address=address,
        client_id=whose.client_id,
        secret=whose.secret,
        key=key or uuid.uuid5(places.identity(number), source),
        system=source,
        authentication=Authentication.OAUTH if is_register else Authentication.ZGW,
        token_address=f"{address}/token" if is_register else "",
        limits=limits or Limits(),
    )
