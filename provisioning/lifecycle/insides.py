"""How a spare is configured inside, read when it is made: an opening that claims it need not read it once more.

Nobody comes into a spare, and nobody into the municipality that bears its UUID before it is opened. What is read
stands with the operation that made the spare.
"""

import hashlib
import inspect
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tenants.configuration import snapshots
from tenants.registers import Part, Side
from tenants.types import TenantRef

from .models import Operation
from .types import OperationKind


def read(tenant: TenantRef) -> dict[str, Any]:
    """Read the parts inside, with what tells this way of reading them from that of another release."""
    return {"way": way(), "values": snapshots.read(tenant, _parts())}


def of_claimed(opening: Operation) -> Mapping[str, Any]:
    """Answer what was read of the spare that an opening claimed; nothing without one, or when it was read otherwise."""
    if not opening.parameters.get("claimed"):
        return {}
    made = Operation.objects.filter(kind=OperationKind.SPARE.value, tenant=opening.tenant)
    kept = made.values_list("parameters__inside", flat=True).first() or {}
    return dict(kept["values"]) if kept.get("way") == way() else {}


@cache
def way() -> str:
    """Tell apart two ways of reading: by the text of the modules that read. Columns are the schema's, which fits."""
    digest = hashlib.sha256()
    for part in sorted(_parts(), key=lambda part: part.key):
        digest.update(part.key.encode() + Path(inspect.getfile(part.read)).read_bytes())
    return digest.hexdigest()[:16]


def _parts() -> list[Part]:
    return snapshots.parts({Side.INSIDE})
