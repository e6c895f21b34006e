"""Make the tenant's own data key (architecture T13)."""

from provisioning.lifecycle.models import Operation
from tenants import keys

from . import place


def run(operation: Operation) -> None:
    """Make the first key; one that is there stays."""
    keys.make_for(place.tenant(operation))
