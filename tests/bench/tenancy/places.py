"""The municipalities that are measured: numbered, with the same content in each."""

import uuid

from tenants.naming import schema_for
from tenants.types import Kind, State, TenantRef

SINGLE = 1
"""The one that the arm without walls serves; `config.settings.bench_single` names its schema and site."""
THEME = "zonnedam"
FEATURES = ("products", "search")


def identity(number: int) -> uuid.UUID:
    """Answer the UUID of a municipality by its number; the schema's name shows the number."""
    return uuid.UUID(f"{number:012x}40008000000000000000")


def host(number: int) -> str:
    """Answer the host name of a municipality by its number."""
    return f"gemeente{number}.localhost"


def reference(number: int) -> TenantRef:
    """Make what the directory would say, without asking it."""
    return TenantRef(
        uuid=identity(number),
        schema_name=schema_for(identity(number)),
        name=f"Gemeente {number}",
        state=State.LIVE,
        kind=Kind.SANDBOX,
        site_pk=number,
        host=host(number),
        primary_host=host(number),
        theme=THEME,
        features=frozenset(FEATURES),
    )
