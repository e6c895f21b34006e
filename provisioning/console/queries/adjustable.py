"""What the administrators of a municipality may adjust of its look, as its newest release tells."""

import json
import uuid

from tenants.configuration import queries as releases
from tenants.models import Release

PART = "adjustable"


def allowed(tenant: uuid.UUID) -> list[str] | None:
    """List the parts; None when no release tells."""
    try:
        newest = releases.release(tenant)
    except Release.DoesNotExist:
        return None
    told = json.loads(newest.snapshot).get(PART)
    return None if told is None else [group for group, is_allowed in told.items() if is_allowed]
