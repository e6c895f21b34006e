"""Names that are derived from a tenant's UUID, and never from what people call it (architecture T1)."""

import re
import uuid

SCHEMA = re.compile(r"^t_[0-9a-f]{12}$")
TEMPLATE_SCHEMA = "t_000000000000"
"""The schema that compiled DDL is dumped from; no tenant ever bears it."""


def schema_for(identity: uuid.UUID) -> str:
    """Name the schema, and the database role, of the tenant with this UUID."""
    return f"t_{identity.hex[:12]}"
